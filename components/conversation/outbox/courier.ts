import { ApiError, errorMessage } from "@/components/api";
import { isFresh, type Outbox, type Refusal, type Unsent } from "./outbox";

/** Everything around a courier that is not its own doing. */
export interface Streets<Stored> {
  /** Asks the server to take it. Asking again with the same id is harmless. */
  post: (unsent: Unsent) => Promise<Stored>;
  onStored: (stored: Stored) => void;
  /** Does the work while no other window does work of this name. */
  alone: (name: string, work: () => Promise<Outcome>) => Promise<Outcome>;
  isOnline: () => boolean;
  now: () => number;
  /** Resolves after a while, or when the signal says so. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

type Outcome = "done" | "later" | "nothing";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Brings what is in the outbox to the server: one conversation's messages one after another, conversations side by
 * side. What cannot go now is tried again, longer and longer after; what the server refuses goes back to its author.
 */
export class Courier<Stored> {
  private readonly ways = new Set<string>();
  private waking = new AbortController();

  constructor(
    private readonly outbox: Outbox,
    private readonly streets: Streets<Stored>,
  ) {}

  /** Looks at the outbox, and ends every pause: something was put in, or the connection is back. */
  wake = () => {
    this.waking.abort();
    this.waking = new AbortController();
    const waiting = this.outbox.list().filter(({ refusal }) => !refusal);
    for (const conversationId of new Set(waiting.map((one) => one.conversationId))) {
      if (!this.ways.has(conversationId)) void this.walk(conversationId);
    }
  };

  private async walk(conversationId: string) {
    this.ways.add(conversationId);
    try {
      await this.bringAll(conversationId);
    } finally {
      this.ways.delete(conversationId);
    }
    // Put in while the last look was under way.
    if (this.outbox.next(conversationId)) void this.walk(conversationId);
  }

  private async bringAll(conversationId: string) {
    const { alone, pause } = this.streets;
    let failures = 0;
    for (;;) {
      const outcome = await alone(`pagedesk:outbox:${conversationId}`, () => this.bring(conversationId));
      if (outcome === "nothing") return;
      failures = outcome === "later" ? failures + 1 : 0;
      if (failures > 0) await pause(pauseAfter(failures), this.waking.signal);
    }
  }

  /** Only now is looked what is next: another window may have brought it meanwhile. */
  private async bring(conversationId: string): Promise<Outcome> {
    const { outbox, streets } = this;
    outbox.readAgain();
    const next = outbox.next(conversationId);
    if (!next) return "nothing";
    if (!isFresh(next, streets.now())) return this.giveBack(next, tooOld);
    if (this.isBereft(next)) return this.giveBack(next, bereft);
    if (!streets.isOnline()) return "later";

    let stored: Stored;
    try {
      stored = await streets.post(next);
    } catch (error) {
      if (!isPassing(error)) return this.giveBack(next, refusalOf(error));
      outbox.setTrouble(next.draft.id, troubleOf(error));
      return "later";
    }
    outbox.remove(next.draft.id);
    streets.onStored(stored);
    return "done";
  }

  /** What it speaks of was not taken. */
  private isBereft({ draft }: Unsent) {
    return this.outbox.list().some((one) => one.draft.id === draft.goesAfter && one.refusal);
  }

  private giveBack(unsent: Unsent, refusal: Refusal): Outcome {
    this.outbox.put({ ...unsent, refusal });
    return "done";
  }
}

const tooOld: Refusal = {
  code: "too_old",
  message: "It has waited for more than an hour, so it did not go by itself. Retry sends it now.",
  detail: null,
};

const bereft: Refusal = {
  code: "not_yet_true",
  message: "The private reply that this speaks of has not gone, so this was held back.",
  detail: null,
};

function pauseAfter(failures: number) {
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
}

/** No answer, a server that has trouble or asks for patience, a session that has ended: time may mend each of these. */
function isPassing(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  return error.status >= 500 || [0, 401, 408, 425, 429].includes(error.status);
}

function troubleOf({ status, message }: ApiError) {
  if (status === 401) return `${message} It is kept, and goes out when you have signed in again.`;
  if (status === 429) return "Pagedesk is busy. It is tried again by itself.";
  return "Pagedesk can't be reached right now. It is tried again by itself.";
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ApiError)) {
    return { code: "unexpected", message: errorMessage(error), detail: String(error) };
  }
  const { status, code, message, details } = error;
  return { code, message, detail: `${status} ${code}`, details };
}
