/** What an agent wrote, and what the workspace said to it. */
export interface Answer {
  id: string;
  text: string;
  agent: string;
  conversationId: string;
  visibility: "public" | "private" | "note";
  /** What a public reply answers, and a private one goes out to. */
  replyToId: string | null;
  /** In the order of writing. */
  number: number;
  /** `accepted`: answered 201. `refused`: answered with a reason, and never taken. */
  state: "waiting" | "accepted" | "refused";
  reason: string | null;
  /** Somebody pressed "Try again" after it had failed: it stands where it arrives. */
  retried: boolean;
}

/** A call may hang for a while before it is carried out. */
const MODERATED_EVERY_MS = 60_000;

/** Everything that the agents did, for the reckoning at the end. */
export class Book {
  readonly answers = new Map<string, Answer>();
  readonly actions: Record<string, number> = {};
  /** Actions that were refused or got no answer, by the workspace's code. */
  readonly refusals: Record<string, number> = {};
  #number = 0;
  readonly #moderated = new Map<string, number>();

  write(
    answer: Pick<Answer, "id" | "text" | "agent" | "conversationId" | "visibility" | "replyToId">,
  ): Answer {
    this.#number += 1;
    const written: Answer = {
      ...answer,
      number: this.#number,
      state: "waiting",
      reason: null,
      retried: false,
    };
    this.answers.set(answer.id, written);
    return written;
  }

  /** Whether something public may be changed now: not twice within the second or two that the platform's times tell. */
  mayModerate(publicationId: string): boolean {
    const now = Date.now();
    const before = this.#moderated.get(publicationId) ?? 0;
    if (now - before < MODERATED_EVERY_MS) return false;
    this.#moderated.set(publicationId, now);
    return true;
  }

  did(action: string) {
    this.actions[action] = (this.actions[action] ?? 0) + 1;
  }

  refused(code: string) {
    this.refusals[code] = (this.refusals[code] ?? 0) + 1;
  }

  get actionCount() {
    return Object.values(this.actions).reduce((sum, count) => sum + count, 0);
  }

  get waiting() {
    return [...this.answers.values()].filter(({ state }) => state === "waiting").length;
  }
}
