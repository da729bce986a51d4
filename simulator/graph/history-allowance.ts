import { limitReached } from "./graph-error";

/** So many calls may come at once before the pace counts. */
const AT_ONCE = 10;

interface Bucket {
  left: number;
  filledAt: number;
}

/** How often each Page's conversations may be read: a bucket that refills at the platform's pace (reference 4.10). */
export class HistoryAllowance {
  readonly #buckets = new Map<string, Bucket>();
  readonly #usually: number | null;

  constructor(public perSecond: number | null) {
    this.#usually = perSecond;
  }

  /** Refuses, and takes nothing, when the bucket is empty. */
  take(pageId: string, now: number): void {
    if (this.perSecond === null) return;
    const { left, filledAt } = this.#buckets.get(pageId) ?? { left: AT_ONCE, filledAt: now };
    const refilled = Math.min(AT_ONCE, left + (Math.max(0, now - filledAt) / 1_000) * this.perSecond);
    const allowed = refilled >= 1;
    this.#buckets.set(pageId, { left: allowed ? refilled - 1 : refilled, filledAt: now });
    if (!allowed) throw limitReached(613);
  }

  clear(): void {
    this.#buckets.clear();
    this.perSecond = this.#usually;
  }
}
