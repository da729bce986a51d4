import { describe, expect, test } from "vitest";
import { messengerLink } from "../composer/composer-link";
import { isMentioned, toggleMention } from "../composer/composer-mention";
import { emptyDraft } from "./draft-store";
import { outgoingOf, type SendOrder } from "./send-draft";

const comment = { id: "c1", authorName: "María Solano", text: "Is it open?", visibility: "public" } as const;
const order = (place: SendOrder["place"]): SendOrder => ({
  ownerId: "ana",
  place,
  limit: 20,
  answers: comment,
  mention: "@María Solano",
  side: "",
});
const now = Date.UTC(2026, 10, 21, 9);

describe("what goes out", () => {
  test("in public is one message, however long, that answers what the screen showed", () => {
    const draft = { ...emptyDraft, text: "@María Solano yes, from nine to five", mentionsContact: true };
    expect(outgoingOf(draft, order("public_comment"), now)).toMatchObject([
      { text: draft.text, visibility: "public", replyToId: "c1", mentionsContact: true },
    ]);
  });

  test("mentions nobody whose name was taken out of the text again", () => {
    const draft = { ...emptyDraft, text: "Yes", mentionsContact: true };
    expect(outgoingOf(draft, order("public_comment"), now)).toMatchObject([{ mentionsContact: false }]);
  });

  test("in a thread is as many messages as the text needs, and mentions nobody", () => {
    const draft = { ...emptyDraft, text: "It ships today. It arrives tomorrow.", mentionsContact: true };
    const outgoing = outgoingOf(draft, order("thread"), now);
    expect(outgoing.map(({ visibility }) => visibility)).toEqual(["private", "private"]);
    expect(outgoing.map(({ mentionsContact }) => mentionsContact)).toEqual([undefined, undefined]);
    expect(outgoing.map(({ replyToId }) => replyToId)).toEqual(["c1", null]);
  });

  test("with a private reply is, where it is wanted, a public line behind it", () => {
    const draft = {
      ...emptyDraft,
      text: "Your order number?",
      callToAction: "@María Solano we have written",
    };
    const [reply, line, ...more] = outgoingOf(draft, order("private_reply"), now);
    expect(reply).toMatchObject({ visibility: "private", replyToId: "c1", text: "Your order number?" });
    expect(line).toMatchObject({
      visibility: "public",
      replyToId: "c1",
      goesAfter: reply!.id,
      mentionsContact: true,
    });
    expect(line!.writtenAt > reply!.writtenAt).toBe(true);
    expect(more).toEqual([]);
    expect(outgoingOf(draft, order("public_comment"), now)).toHaveLength(1);
    expect(outgoingOf(draft, order("note"), now)).toHaveLength(1);
  });
});

describe("the contact's name", () => {
  test("goes in where the cursor stands, and out again", () => {
    const named = toggleMention({ text: "Hello yes", mentionsContact: false }, "@María", 5);
    expect(named).toEqual({ text: "Hello @María yes", mentionsContact: true });
    expect(isMentioned(named, "@María")).toBe(true);
    expect(toggleMention(named, "@María", 0)).toEqual({ text: "Hello yes", mentionsContact: false });
  });

  test("that was typed by hand is not written twice", () => {
    const draft = { text: "@María yes", mentionsContact: false };
    expect(toggleMention(draft, "@María", 0)).toEqual({ text: "@María yes", mentionsContact: true });
  });
});

test("an m.me link holds only what the platform allows", () => {
  expect(messengerLink("1040055501112223", "comment_1/2 ä")).toBe(
    "https://m.me/1040055501112223?ref=comment_1-2--",
  );
});
