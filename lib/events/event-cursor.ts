/** How long a missing id may still turn up: a transaction that took its id and has not committed. */
const PATIENCE_IN_MS = 60_000;

/**
 * Remembers which event ids were seen. Ids are given out before commit, so a lower one may appear after a higher one:
 * each gap is asked for again until it is filled or too old to be anything but a rollback.
 */
export class EventCursor {
  #last: number;
  readonly #missing = new Map<number, number>();

  constructor(last: number) {
    this.#last = last;
  }

  get last() {
    return this.#last;
  }

  get missing() {
    return [...this.#missing.keys()];
  }

  /** @returns whether the id is new. */
  take(id: number, nowInMs: number): boolean {
    if (id <= this.#last) return this.#missing.delete(id);

    for (let gap = this.#last + 1; gap < id; gap += 1) this.#missing.set(gap, nowInMs);
    this.#last = id;
    return true;
  }

  forget(nowInMs: number) {
    for (const [id, since] of this.#missing) {
      if (nowInMs - since > PATIENCE_IN_MS) this.#missing.delete(id);
    }
  }
}
