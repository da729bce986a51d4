import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aConversation, aMessage, uuid } from "@/components/realtime/testing-shapes";
import type { Conversation, Message } from "@/lib/conversations/shapes";
import { type ComposerDraft, emptyDraft } from "../outbox/draft-store";
import { emptied } from "../outbox/send-draft";
import { changed, choosing } from "./composer-deeds";
import { type ComposerMode, holdsContent, sideOf } from "./composer-mode";
import type { ComposerState } from "./composer-private-state";
import { composerState } from "./composer-state";

const NINE = Date.UTC(2026, 10, 21, 9);
const DAY_MS = 86_400_000;

/** What happens in the world, and what an agent does. */
type Step =
  | { kind: "says"; visibility: "public" | "private"; number: number }
  | { kind: "removes"; number: number }
  | { kind: "types"; text: string }
  | { kind: "chooses"; mode: ComposerMode }
  | { kind: "answers"; number: number }
  | { kind: "cursor"; there: boolean }
  | { kind: "sends" };

const number = fc.integer({ min: 1, max: 6 });
const ofTheWorld: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("says" as const),
    visibility: fc.constantFrom("public", "private"),
    number,
  }),
  fc.record({ kind: fc.constant("removes" as const), number }),
);
const ofTheAgent: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("types" as const), text: fc.constantFrom("", "It", "It ships") }),
  fc.record({ kind: fc.constant("chooses" as const), mode: fc.constantFrom("public", "private", "note") }),
  fc.record({ kind: fc.constant("answers" as const), number }),
  fc.record({ kind: fc.constant("cursor" as const), there: fc.boolean() }),
  fc.record({ kind: fc.constant("sends" as const) }),
);

/** One conversation and its composer, as the screen holds them. */
class Desk {
  messages: Message[] = [];
  draft: ComposerDraft = emptyDraft;
  held: ComposerMode | null = null;

  get conversation(): Conversation {
    const standing = this.messages.filter(({ deletedAt }) => !deletedAt);
    const newest = standing.filter(({ visibility }) => visibility === "public").at(-1);
    return aConversation(900, {
      sources: { public: true, private: true },
      publicTarget: newest
        ? {
            messageId: newest.id,
            authorName: newest.author.name,
            text: newest.text,
            kind: "comment",
            elsewhere: false,
            sentAt: newest.sentAt,
            isNewest: standing.at(-1) === newest,
            privateReply: { state: "possible", until: new Date(NINE + DAY_MS).toISOString() },
          }
        : null,
    });
  }

  get state(): ComposerState {
    const publicMessages = this.messages.filter(({ visibility }) => visibility === "public");
    const { conversation, draft, held } = this;
    return composerState({ conversation, draft, publicMessages, held, now: NINE });
  }

  take(step: Step) {
    const { mode, place, answers } = this.state;
    const side = sideOf(this.conversation);
    const change = (by: Partial<ComposerDraft>) => {
      this.draft = changed(this.draft, by, { mode, side });
    };
    switch (step.kind) {
      case "says":
        this.say(step.number, step.visibility);
        break;
      case "removes":
        this.messages = this.messages.map((one) =>
          one.id === uuid(step.number) ? { ...one, deletedAt: one.sentAt } : one,
        );
        break;
      case "types":
        change({ text: step.text });
        break;
      case "chooses":
        change(choosing(step.mode));
        break;
      case "answers":
        this.answer(step.number, change);
        break;
      case "cursor":
        this.held = step.there ? mode : null;
        break;
      case "sends": {
        if (!this.draft.text || this.state.refusal) break;
        const order = { ownerId: "ana", place, limit: 640, answers, mention: "", side };
        change(emptied(order));
        break;
      }
      default:
        step satisfies never;
    }
    if (this.held) this.held = this.state.mode;
  }

  /** The platform's time orders, whatever the order in which it comes. */
  private say(number: number, visibility: "public" | "private") {
    if (this.messages.some(({ id }) => id === uuid(number))) return;
    this.messages = [...this.messages, aMessage(number, { visibility })].sort(
      (a, b) => a.sequence - b.sequence,
    );
  }

  private answer(number: number, change: (by: Partial<ComposerDraft>) => void) {
    const chosen = this.messages.find(({ id }) => id === uuid(number));
    if (!chosen || chosen.deletedAt || chosen.visibility === "note") return;
    const { id, text, author, visibility } = chosen;
    change({ ...choosing(visibility), replyTo: { id, text, authorName: author.name, visibility } });
  }
}

describe("for any order of events", () => {
  const steps = fc.array(fc.oneof(ofTheWorld, ofTheAgent), { maxLength: 25 });

  test("no text turns public, or changes its side at all, but by its author", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const desk = new Desk();
        for (const step of taken) {
          const before = desk.state.mode;
          const had = holdsContent(desk.draft);
          desk.take(step);
          const isChoice = step.kind === "chooses" || step.kind === "answers" || step.kind === "sends";
          if (!isChoice && (had || step.kind === "types"))
            expect(desk.state.mode).toBe(expectedAfter(step, before, desk));
        }
      }),
    );
  });

  test("nothing turns public under a cursor, but by choice", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const desk = new Desk();
        for (const step of taken) {
          const { held } = desk;
          desk.take(step);
          const isChoice = step.kind === "chooses" || step.kind === "answers";
          if (held && held !== "public" && !isChoice && step.kind !== "cursor")
            expect(desk.state.mode).not.toBe("public");
        }
      }),
    );
  });

  test("what goes out in public answers something that stands", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const desk = new Desk();
        for (const step of taken) {
          desk.take(step);
          const { place, sending, answers } = desk.state;
          if (place !== "public_comment" || sending.kind === "refused") continue;
          const answered = desk.messages.find(({ id }) => id === answers?.id);
          expect(answered).toMatchObject({ visibility: "public", deletedAt: null });
        }
      }),
    );
  });

  test("the state follows from the present facts alone", () => {
    const events = fc.uniqueArray(ofTheWorld, { maxLength: 8, selector: (step) => JSON.stringify(step) });
    const two = events.chain((taken) =>
      fc.tuple(fc.constant(taken), fc.shuffledSubarray(taken, { minLength: taken.length })),
    );
    fc.assert(
      fc.property(
        two,
        fc.constantFrom<ComposerDraft["mode"]>(null, "public", "note"),
        ([one, other], mode) => {
          const [first, second] = [new Desk(), new Desk()];
          for (const desk of [first, second]) desk.draft = { ...emptyDraft, mode };
          for (const step of one) first.take(step);
          for (const step of other) second.take(step);
          if (JSON.stringify(first.messages) !== JSON.stringify(second.messages)) return;

          expect(second.state).toEqual(first.state);
          expect(composerState(structuredClone(factsOf(first)))).toEqual(first.state);
        },
      ),
    );
  });

  test("an untouched composer follows the contact, without a refresh", () => {
    fc.assert(
      fc.property(fc.array(ofTheWorld, { maxLength: 15 }), (taken) => {
        const desk = new Desk();
        for (const step of taken) {
          desk.take(step);
          const standing = desk.messages.filter(({ deletedAt }) => !deletedAt);
          expect(desk.state.mode).toBe(standing.at(-1)?.visibility ?? "private");
          expect(desk.state.publicSide?.refused === null).toBe(
            standing.some(({ visibility }) => visibility === "public"),
          );
        }
      }),
    );
  });
});

/** Erased, it may follow the contact again; else nothing moves. */
function expectedAfter(step: Step, before: ComposerMode, desk: Desk): ComposerMode {
  return holdsContent(desk.draft) || step.kind !== "types" ? before : desk.state.mode;
}

function factsOf({ conversation, draft, held, messages }: Desk) {
  const publicMessages = messages.filter(({ visibility }) => visibility === "public");
  return { conversation, draft, held, publicMessages, now: NINE };
}
