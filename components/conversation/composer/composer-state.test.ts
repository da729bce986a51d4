import { describe, expect, test } from "vitest";
import { aConversation, aMessage, uuid } from "@/components/realtime/testing-shapes";
import type { Conversation, Message } from "@/lib/conversations/shapes";
import { type ComposerDraft, emptyDraft } from "../outbox/draft-store";
import { changed, choosing } from "./composer-deeds";
import { type ComposerFacts, sideOf } from "./composer-mode";
import { privateComposerState } from "./composer-private-state";
import { composerState } from "./composer-state";

const now = Date.parse("2026-11-21T12:00:00.000Z");
const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
const possible = { state: "possible", until: at(5 * 24) } as const;
const shut = { state: "none", openedBy: null, closesAt: null, humanAgentUntil: null } as const;

type Target = NonNullable<Conversation["publicTarget"]>;
const target = (change: Partial<Target> = {}): Target => ({
  messageId: uuid(1),
  authorName: "María Solano",
  text: "Is it open?",
  kind: "comment",
  elsewhere: false,
  sentAt: at(-1),
  isNewest: true,
  privateReply: possible,
  ...change,
});

/** María has only commented. */
const commented = (change: Partial<Conversation> = {}) =>
  aConversation(900, {
    sources: { public: true, private: false },
    window: shut,
    publicTarget: target(),
    ...change,
  });
/** María has commented, and has written in Messenger since. */
const both = (change: Partial<Conversation> = {}) =>
  aConversation(900, {
    sources: { public: true, private: true },
    publicTarget: target({ isNewest: false }),
    ...change,
  });
const withReply = (privateReply: Target["privateReply"]) =>
  commented({ publicTarget: target({ privateReply }) });

const facts = (
  conversation: Conversation,
  draft: Partial<ComposerDraft> = {},
  more: Partial<ComposerFacts> = {},
): ComposerFacts => ({
  conversation,
  draft: { ...emptyDraft, ...draft },
  publicMessages: [],
  held: null,
  now,
  ...more,
});
const stateOf = (...args: Parameters<typeof facts>) => composerState(facts(...args));

const aComment = (number: number, change: Partial<Message> = {}) =>
  aMessage(number, { visibility: "public", kind: "comment", ...change });
const quoted = (number: number, visibility: "public" | "private" = "public") => ({
  id: uuid(number),
  authorName: "María Solano",
  text: "An older one",
  visibility,
});

describe("which of the three is on", () => {
  test("follows the side on which the contact spoke last", () => {
    expect(stateOf(commented()).mode).toBe("public");
    expect(stateOf(both()).mode).toBe("private");
    expect(stateOf(both({ publicTarget: target() })).mode).toBe("public");
    expect(privateComposerState(facts(aConversation(1))).mode).toBe("private");
  });

  test("stays while somebody writes, whatever the contact says meanwhile", () => {
    const shown = { mode: "private", side: sideOf(both()) } as const;
    const draft = changed(emptyDraft, { text: "It ships" }, shown);
    expect(stateOf(commented(), draft).mode).toBe("private");

    const erased = changed(draft, { text: "" }, shown);
    expect(stateOf(both(), erased).mode).toBe("private");
    expect(stateOf(commented(), erased).mode).toBe("public");
  });

  test("does not turn public under a cursor, but turns private", () => {
    expect(stateOf(commented(), {}, { held: "private" }).mode).toBe("private");
    expect(stateOf(commented(), {}, { held: "note" }).mode).toBe("note");
    expect(stateOf(both(), {}, { held: "public" }).mode).toBe("private");
  });

  test("stands as chosen", () => {
    for (const mode of ["public", "private", "note"] as const) {
      expect(stateOf(commented(), choosing(mode)).mode).toBe(mode);
      expect(stateOf(both(), choosing(mode)).mode).toBe(mode);
    }
  });

  test("is never public for a text of which nobody has said where it belongs", () => {
    expect(stateOf(commented(), { text: "Kept by an earlier version" }).mode).toBe("private");
  });
});

/** The defects that the elder product admits to, see P3. */
describe("what was broken elsewhere", () => {
  test("the buttons are there again after another list was looked at", () => {
    const before = stateOf(both());
    stateOf(aConversation(7));
    privateComposerState(facts(aConversation(7)));
    expect(stateOf(structuredClone(both()))).toEqual(before);
    expect(before.publicSide).not.toBeNull();
  });

  test("both sides can be chosen as soon as the contact has spoken on both, without a refresh", () => {
    for (const conversation of [both(), both({ publicTarget: target() })]) {
      expect(stateOf(conversation).publicSide?.refused).toBeNull();
      expect(stateOf(conversation, choosing("public"))).toMatchObject({
        place: "public_comment",
        sending: { kind: "open" },
      });
      expect(stateOf(conversation, choosing("private"))).toMatchObject({
        place: "thread",
        sending: { kind: "open" },
      });
    }
  });
});

describe("a public reply", () => {
  test("answers the contact's newest, and says that all can see it by its verb", () => {
    expect(stateOf(commented())).toMatchObject({
      place: "public_comment",
      verb: "Reply publicly",
      limit: 8000,
      answers: { id: uuid(1), visibility: "public" },
      publicSide: { target: { noun: "comment", isChosen: false } },
    });
  });

  test("goes on answering what it answered when somebody began to write", () => {
    const conversation = commented({ publicTarget: target({ messageId: uuid(2) }) });
    const state = stateOf(conversation, { mode: "public", text: "Yes", answering: quoted(1) });
    expect(state).toMatchObject({ answers: { id: uuid(1) }, publicSide: { target: { isChosen: true } } });
  });

  test("answers another comment that was chosen", () => {
    const state = stateOf(commented(), { ...choosing("public"), replyTo: quoted(5) });
    expect(state.answers?.id).toBe(uuid(5));
  });

  test("moves to the next one when that is removed, and says so", () => {
    const publicMessages = [aComment(5, { deletedAt: at(-0.1) })];
    const state = stateOf(commented(), { ...choosing("public"), replyTo: quoted(5) }, { publicMessages });
    expect(state).toMatchObject({ answers: { id: uuid(1) }, sending: { kind: "open" } });
    expect(state.publicSide?.notice).toContain("was removed");
  });

  test("says why when nothing is left to answer, and does not become private by itself", () => {
    const state = stateOf(commented({ publicTarget: null }), { mode: "public", text: "Yes" });
    expect(state).toMatchObject({
      mode: "public",
      answers: null,
      sending: { kind: "refused", line: expect.stringContaining("María Solano said in public") },
      publicSide: { refused: expect.any(String) },
    });
  });

  test("can't carry everything, loses nothing of it, and says why", () => {
    const file = {
      key: "a",
      name: "a.pdf",
      type: "application/pdf",
      size: 9,
      uploadId: null,
      attachment: null,
    };
    const { refusal, not } = stateOf(commented(), { ...choosing("public"), text: "See", files: [file] });
    expect(refusal).toMatch(/picture/);
    expect(not.quickReplies).toMatch(/Messenger/);
    expect(not.voice).toMatch(/Messenger/);
    expect(stateOf(both(), { ...choosing("private"), text: "See", files: [file] }).refusal).toBeNull();
  });

  test("waits for a colleague where the channel asks for it", () => {
    const { channel } = commented();
    const state = stateOf(commented({ channel: { ...channel, publicApproval: true } }));
    expect(state.publicSide?.notice).toContain("A colleague looks at it");
  });
});

describe("private, where the contact has never written privately", () => {
  test("is the one private reply to what they said in public, with the time that is left", () => {
    expect(stateOf(commented(), choosing("private"))).toMatchObject({
      place: "private_reply",
      verb: "Send private reply",
      answers: { id: uuid(1) },
      sending: { kind: "open", line: "1 private reply, 5 d left", urgency: "calm" },
    });
  });

  test.each([
    ["used", /was sent/],
    ["late", /7 days/],
    ["impossible", /no private reply/],
  ] as const)("is refused when it is %s, and shows the way by m.me", (state, words) => {
    const { sending, publicSide } = stateOf(withReply({ state, until: null }), choosing("private"));
    expect(sending).toMatchObject({ kind: "refused", line: expect.stringMatching(words) });
    expect(publicSide?.offersLink).toBe(true);
  });

  test("runs out on the screen by itself", () => {
    const soon = withReply({ state: "possible", until: at(0.5) });
    expect(stateOf(soon, choosing("private")).sending).toMatchObject({ kind: "open", urgency: "now" });
    expect(stateOf(soon, choosing("private"), { now: now + 3_600_000 }).sending.kind).toBe("refused");
  });

  test("has no m.me line to offer where nothing at all can go out", () => {
    const { channel } = commented();
    const state = stateOf(commented({ channel: { ...channel, active: false } }), choosing("private"));
    expect(state.sending).toMatchObject({ kind: "refused", line: expect.stringContaining("switched off") });
    expect(state.publicSide?.offersLink).toBe(false);
  });
});

describe("private, with an open window", () => {
  test("is an ordinary message", () => {
    expect(stateOf(both())).toMatchObject({ place: "thread", verb: "Reply", answers: null });
  });

  test("is a private reply to a comment that was chosen, as long as there is one", () => {
    const chosen = { ...choosing("private"), replyTo: quoted(1) };
    expect(stateOf(both(), chosen)).toMatchObject({ place: "private_reply", answers: { id: uuid(1) } });

    const used = both({ publicTarget: target({ privateReply: { state: "used", until: null } }) });
    expect(stateOf(used, chosen)).toMatchObject({ place: "thread", answers: null, verb: "Reply" });
  });

  test("quotes what was said privately", () => {
    const state = stateOf(both(), { ...choosing("private"), replyTo: quoted(3, "private") });
    expect(state).toMatchObject({ place: "thread", answers: { id: uuid(3) } });
  });
});

test("a note can be left everywhere", () => {
  for (const conversation of [commented(), both(), commented({ publicTarget: null })])
    expect(stateOf(conversation, choosing("note"))).toMatchObject({
      place: "note",
      verb: "Add note",
      limit: null,
    });
});
