import { describe, expect, test } from "vitest";
import { echoed, maria, open, openOne, page, said } from "./webhook-samples";

describe("an echo", () => {
  const hearsItself = (message: object) =>
    openOne({ ...echoed, message: { mid: "m_6", is_echo: true, ...message } });

  test("of our own message names it", () => {
    const id = "0197A3B2-0000-7000-8000-00000000abcd";
    const message = { app_id: 880011223344556, metadata: `pagedesk:${id}`, text: "It ships today." };

    expect(hearsItself(message)).toMatchObject({
      type: "echo",
      channelExternalId: page,
      contactExternalId: maria,
      externalId: "m_6",
      text: "It ships today.",
      appExternalId: "880011223344556",
      messageId: id.toLowerCase(),
      fromPlatformInbox: false,
    });
  });

  test.each([263902037430900, "263902037430900", 26390203743090])(
    "from the Page's own inbox, app %j",
    (app_id) => {
      expect(hearsItself({ app_id, text: "hi" })).toMatchObject({ fromPlatformInbox: true, messageId: null });
    },
  );

  test("of another tool, whatever it puts into its metadata", () => {
    expect(hearsItself({ app_id: 5, metadata: "pagedesk:1", text: "hi" })).toMatchObject({ messageId: null });
    expect(hearsItself({ text: "hi" })).toMatchObject({ appExternalId: null, fromPlatformInbox: false });
  });

  test("is recognised by its sender too, and by its mark where the entry names neither", () => {
    expect(openOne({ ...echoed, message: { mid: "m_6", text: "hi" } })).toMatchObject({ type: "echo" });

    const element = { ...echoed, message: { mid: "m_6", is_echo: true } };
    const { events } = open({ object: "page", entry: [{ id: "0", time: 0, messaging: [element] }] });
    expect(events).toMatchObject([{ type: "echo", channelExternalId: page, contactExternalId: maria }]);
  });

  test("of a structured message tells its text and its buttons", () => {
    const payload = {
      template_type: "button",
      text: "Which one?",
      buttons: [{ title: "Beans" }, { title: "Cups" }],
    };

    expect(hearsItself({ attachments: [{ type: "template", payload }] })).toMatchObject({
      kind: "template",
      text: "Which one?",
      details: { template: { type: "button", buttons: ["Beans", "Cups"] } },
    });
  });
});

describe("the other kinds", () => {
  test("a postback", () => {
    const referral = { ref: "flyer7", source: "SHORTLINK", type: "OPEN_THREAD" };

    expect(
      openOne({ ...said, postback: { mid: "m_5", title: "Get started", payload: "START", referral } }),
    ).toMatchObject({
      type: "message",
      kind: "postback",
      externalId: "m_5",
      text: "Get started",
      payload: "START",
      referral: { source: "link", ref: "flyer7" },
    });
  });

  test("a postback without id is told from another by sender, moment and payload", () => {
    const id = (timestamp: unknown, payload: string) => {
      const event = openOne({ ...said, timestamp, postback: { title: "Go", payload } });
      return event && "externalId" in event ? event.externalId : null;
    };

    expect(id(1763201000001, "A")).toMatch(/^postback:/);
    expect(id("1763201000001", "A")).toBe(id(1763201000001, "A"));
    expect(id(1763201000001, "B")).not.toBe(id(1763201000001, "A"));
    expect(id(1763201000002, "A")).not.toBe(id(1763201000001, "A"));
  });

  test("a delivery, which may lack its moment, its ids or its watermark", () => {
    const { timestamp: _, ...undated } = said;

    expect(openOne({ ...undated, delivery: { mids: ["m_6"], watermark: 1763201002100 } })).toMatchObject({
      type: "delivered",
      externalIds: ["m_6"],
      until: new Date(1763201002100),
      at: new Date(1763201000123),
    });
    expect(openOne({ ...said, delivery: { watermark: "1763201002100" } })).toMatchObject({ externalIds: [] });
    expect(openOne({ ...said, delivery: { mids: ["m_6"] } })).toMatchObject({ until: new Date(0) });
  });

  test("a reading", () => {
    expect(openOne({ ...said, read: { watermark: 1763201002200 } })).toMatchObject({
      type: "read",
      until: new Date(1763201002200),
    });
  });

  test("a reaction, given and taken back", () => {
    const reaction = { mid: "m_6", action: "react", reaction: "love", emoji: "❤️" };

    expect(openOne({ ...said, reaction })).toMatchObject({
      type: "reaction",
      messageExternalId: "m_6",
      by: "contact",
      emoji: "❤️",
      removed: false,
    });
    expect(openOne({ ...said, reaction: { mid: "m_6", action: "react", reaction: "wow" } })).toMatchObject({
      emoji: "😮",
    });
    expect(openOne({ ...echoed, reaction: { mid: "m_1", action: "unreact" } })).toMatchObject({
      by: "page",
      contactExternalId: maria,
      removed: true,
    });
  });

  test.each([2, "2"])("an edit, its number as %j", (num_edit) => {
    expect(openOne({ ...said, message_edit: { mid: "m_1", text: "Dark green", num_edit } })).toMatchObject({
      type: "edit",
      messageExternalId: "m_1",
      text: "Dark green",
      number: 2,
    });
  });

  test.each([
    ["SHORTLINK", "link"],
    ["ADS", "ad"],
    ["CUSTOMER_CHAT_PLUGIN", "plugin"],
    ["MESSENGER_CODE", "link"],
    ["DISCOVER_TAB", "search"],
    ["NEW_IN_2027", "other"],
  ])("a referral by %s is a %s", (source, ours) => {
    expect(openOne({ ...said, referral: { ref: "flyer7", source, type: "OPEN_THREAD" } })).toMatchObject({
      type: "referral",
      referral: { source: ours, ref: "flyer7" },
    });
  });

  test("an opt-in", () => {
    expect(
      openOne({ ...said, optin: { type: "notification_messages", title: "Weekly deals" } }),
    ).toMatchObject({
      type: "opt_in",
      topic: "Weekly deals",
      details: { type: "notification_messages" },
    });
  });

  test("account linking", () => {
    expect(openOne({ ...said, account_linking: { status: "linked" } })).toMatchObject({ linked: true });
    expect(openOne({ ...said, account_linking: { status: "unlinked" } })).toMatchObject({ linked: false });
  });

  test.each([
    ["pass_thread_control", { new_owner_app_id: 111, metadata: "to human" }, "passed", "111", "to human"],
    [
      "take_thread_control",
      { new_owner_app_id: "263902037430900", metadata: "" },
      "taken",
      "263902037430900",
      null,
    ],
    ["request_thread_control", { requested_owner_app_id: "111" }, "requested", "111", null],
  ])("%s", (property, found, action, toAppExternalId, note) => {
    expect(openOne({ ...said, [property]: found })).toMatchObject({
      type: "thread_control",
      action,
      toAppExternalId,
      note,
    });
  });

  test("feedback on an answer", () => {
    expect(openOne({ ...said, response_feedback: { feedback: "Good response", mid: "m_6" } })).toMatchObject({
      type: "feedback",
      feedback: "Good response",
      messageExternalId: "m_6",
    });
  });

  test("an order and a coupon are messages", () => {
    const products = [{ id: "1", name: "Beans", unit_price: 9.5, currency: "EUR", quantity: 2 }];

    expect(openOne({ ...said, order: { products, note: "Ground, please" } })).toMatchObject({
      kind: "order",
      text: "Ground, please",
      details: { products: [{ name: "Beans", quantity: "2" }] },
    });
    expect(
      openOne({ ...said, template: { type: "coupon", payload: "SPRING", coupon_code: "X1" } }),
    ).toMatchObject({
      kind: "template",
      text: "X1",
      payload: "SPRING",
    });
  });

  test("what is unknown to us is kept, under the same id each time", () => {
    const first = openOne({ ...said, hologram: { id: 1 } });

    expect(first).toMatchObject({ type: "unsupported", externalId: expect.stringMatching(/^unsupported:/) });
    expect(openOne({ ...said, hologram: { id: 1 } })).toEqual(first);
    expect(openOne({ ...said, hologram: { id: 2 } })).not.toEqual(first);
    expect(openOne({ ...said, reaction: { action: "react" } })).toMatchObject({ type: "unsupported" });
  });
});
