import { setTimeout as pause } from "node:timers/promises";
import { ApiError, api } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import type { Message } from "@/lib/conversations/shapes";
import type { Answer, Book } from "./book";
import type { Desk } from "./desk";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4_000;

/**
 * What an agent has sent and the workspace has not yet taken. As in the browser: one at a time within a conversation, and
 * where no answer came the same again, under the same id.
 */
export class Outbox {
  readonly #lines = new Map<string, Promise<void>>();

  constructor(
    private readonly desk: Desk,
    private readonly book: Book,
  ) {}

  send(answer: Answer) {
    const line = this.#lines.get(answer.conversationId) ?? Promise.resolve();
    const next = line.then(() => this.#post(answer));
    this.#lines.set(answer.conversationId, next);
    void next.then(() => {
      if (this.#lines.get(answer.conversationId) === next) this.#lines.delete(answer.conversationId);
    });
  }

  async #post(answer: Answer) {
    const { id, text, visibility, conversationId, replyToId } = answer;
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        const message = await api<Message>("POST", `/api/conversations/${conversationId}/messages`, {
          id,
          text,
          visibility,
          ...(replyToId && { replyToId }),
        });
        // Half an answer is no answer: only the whole message says that it was taken.
        if (message) {
          answer.state = "accepted";
          applyLiveEvent(this.desk.cache, { type: "message", message }, this.desk.me.id);
          return;
        }
        this.book.refused("half an answer");
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        this.book.refused(error.code);
        if (error.status > 0 && error.status < 500) {
          answer.state = "refused";
          answer.reason = error.code;
          return;
        }
      }
      await pause(wait);
    }
  }
}
