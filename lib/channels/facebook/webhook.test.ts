import { describe, expect, test } from "vitest";
import { openDelivery } from "./webhook";

const page = "1040055501112223";
const maria = "7300112233445566";
const at = new Date(1763201000001);
const later = new Date("2026-11-21T12:00:00Z");

const said = { sender: { id: maria }, recipient: { id: page }, timestamp: at.getTime() };
const echoed = { sender: { id: page }, recipient: { id: maria }, timestamp: at.getTime() };

function open(body: unknown) {
  return openDelivery(Buffer.from(typeof body === "string" ? body : JSON.stringify(body)), later);
}

function openEntry(entry: object) {
  return open({ object: "page", entry: [{ id: page, time: 1763201000123, ...entry }] });
}

function openOne(element: object) {
  const { events, setAside } = openEntry({ messaging: [element] });
  expect([events.length, setAside.length]).toEqual([1, 0]);
  return events[0];
}

const hears = (message: object) => openOne({ ...said, message: { mid: "m_1", ...message } });
const carries = (attachment: object) => hears({ attachments: [attachment] });

describe("a message", () => {
  test("with its lane, its moment and the element as it came", () => {
    const element = { ...said, message: { mid: "m_1", text: "Do you deliver?" } };

    expect(openOne(element)).toEqual({
      type: "message",
      channelExternalId: page,
      contactExternalId: maria,
      at,
      owned: true,
      raw: element,
      externalId: "m_1",
      kind: "text",
      text: "Do you deliver?",
      attachments: [],
    });
  });

  test("that taps a quick reply and answers an earlier one", () => {
    const message = { text: "Green", quick_reply: { payload: "COLOR_GREEN" }, reply_to: { mid: "m_0" } };

    expect(hears(message)).toMatchObject({ text: "Green", payload: "COLOR_GREEN", replyToExternalId: "m_0" });
  });

  test("after an ad", () => {
    const context = { ad_title: "Spring", photo_url: "https://cdn.sim/p.jpg", post_id: "9911", flow_id: "1" };
    const referral = {
      ref: "spring",
      ad_id: 6301,
      source: "ADS",
      type: "OPEN_THREAD",
      ads_context_data: context,
    };

    expect(hears({ text: "hi", referral })).toMatchObject({
      referral: { source: "ad", ref: "spring", adId: "6301", adTitle: "Spring", postId: "9911" },
    });
  });

  test("from a product's page of the shop", () => {
    expect(hears({ text: "hi", referral: { product: { id: "77" } } })).toMatchObject({
      referral: { source: "product", ref: "77" },
    });
  });

  test("that controls nothing but its own thread: overheard in standby", () => {
    const { events } = openEntry({ standby: [{ ...said, message: { mid: "m_1", text: "hi" } }] });

    expect(events).toMatchObject([{ type: "message", owned: false }]);
  });

  test("without id, or with one longer than an index takes, gets the same id each time", () => {
    const first = openOne({ ...said, message: { text: "hi" } });

    expect(first).toMatchObject({ externalId: expect.stringMatching(/^message:[0-9a-f]{64}$/) });
    expect(openOne({ ...said, message: { text: "hi" } })).toEqual(first);
    expect(hears({ mid: "m".repeat(3000), text: "hi" })).toMatchObject({
      externalId: expect.stringMatching(/^message:/),
    });
  });

  test("with what PostgreSQL cannot store loses only that", () => {
    const message = { ...said, message: { mid: "m_1", text: "a\u0000b\ud800c", "k\u0000": "\u0000" } };

    expect(openOne(message)).toMatchObject({ text: "ab\ufffdc", raw: { message: { k: "" } } });
  });

  test("that was taken back", () => {
    expect(hears({ is_deleted: true })).toMatchObject({ type: "deletion", messageExternalId: "m_1" });
  });

  test("with nothing that can be shown", () => {
    expect(hears({})).toMatchObject({ kind: "unsupported", text: null });
    expect(carries({ type: "fallback" })).toMatchObject({ kind: "unsupported", attachments: [] });
    expect(carries({ type: "hologram", payload: null })).toMatchObject({ kind: "unsupported" });
  });
});

describe("attachments", () => {
  test.each(["image", "audio", "video", "file"])("%s", (type) => {
    expect(carries({ type, payload: { url: "https://cdn.sim/a" } })).toMatchObject({
      kind: "media",
      attachments: [{ type, url: "https://cdn.sim/a" }],
    });
  });

  test("several pictures of one message, in their order", () => {
    const attachments = ["a", "b", "c"].map((name) => ({
      type: "image",
      payload: { url: `https://cdn.sim/${name}` },
    }));

    expect(hears({ attachments })).toMatchObject({
      attachments: [{ url: "https://cdn.sim/a" }, { url: "https://cdn.sim/b" }, { url: "https://cdn.sim/c" }],
    });
  });

  test("a sticker, once, whether or not its old twin comes along", () => {
    const sticker = { type: "sticker", payload: { url: "https://cdn.sim/s.png", sticker_id: 11 } };
    const twin = { type: "image", payload: { url: "https://cdn.sim/s.png", sticker_id: "11" } };
    const expected = { kind: "sticker", attachments: [{ type: "sticker", url: "https://cdn.sim/s.png" }] };

    expect(hears({ attachments: [sticker] })).toMatchObject(expected);
    expect(hears({ attachments: [sticker, twin] })).toMatchObject(expected);
    expect(hears({ attachments: [twin] })).toMatchObject(expected);
  });

  test("a picture sent along with a sticker stays", () => {
    const sticker = { type: "sticker", payload: { url: "https://cdn.sim/s.png", sticker_id: 11 } };
    const picture = { type: "image", payload: { url: "https://cdn.sim/p.png" } };

    expect(hears({ attachments: [sticker, picture] })).toMatchObject({
      attachments: [{ type: "sticker" }, { type: "image" }],
    });
  });

  test.each([369239263222822, "369239263222822"])(
    "the thumbs up of the phone, its id as %j",
    (sticker_id) => {
      expect(
        carries({ type: "sticker", payload: { url: "https://cdn.sim/like.png", sticker_id } }),
      ).toMatchObject({
        attachments: [{ type: "sticker", name: "👍" }],
      });
    },
  );

  test("a place", () => {
    const payload = { coordinates: { lat: 53.55, long: "9.99" } };

    expect(carries({ type: "location", title: "Harbor", url: "https://maps.sim/1", payload })).toMatchObject({
      kind: "location",
      attachments: [
        { type: "location", latitude: 53.55, longitude: 9.99, name: "Harbor", url: "https://maps.sim/1" },
      ],
    });
    expect(carries({ type: "location", payload: { coordinates: { lat: 300, long: 0 } } })).toMatchObject({
      kind: "unsupported",
    });
  });

  test.each(["fallback", "reel", "ig_reel", "post", "ig_post", "never_seen_before"])(
    "a shared %s",
    (type) => {
      const payload = { url: "https://www.facebook.com/reel/1", title: "Latte art" };

      expect(carries({ type, payload })).toMatchObject({
        kind: "link",
        attachments: [{ type: "link", url: payload.url, name: "Latte art" }],
      });
    },
  );

  test("a link that is no web address is never offered", () => {
    expect(carries({ type: "fallback", payload: { url: "javascript:alert(1)", title: "x" } })).toMatchObject({
      attachments: [],
    });
  });

  test("products", () => {
    const elements = [{ id: "1", title: "Beans", image_url: "https://cdn.sim/beans.jpg" }, { id: "2" }];

    expect(carries({ type: "template", payload: { product: { elements } } })).toMatchObject({
      kind: "template",
      attachments: [
        { type: "product", name: "Beans", url: "https://cdn.sim/beans.jpg" },
        { type: "product" },
      ],
    });
  });

  test("an appointment", () => {
    const payload = { booking_id: 5, status: "confirmed", start_time: 1763201000, timezone: "Europe/Berlin" };

    expect(carries({ type: "appointment_booking", payload })).toMatchObject({
      attachments: [{ type: "appointment", name: "confirmed" }],
      details: { appointment: { bookingId: "5", startsAt: "2025-11-15T10:03:20.000Z", endsAt: null } },
    });
  });
});

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

describe("set aside", () => {
  const reasons = (entry: object) => openEntry(entry).setAside.map(({ reason }) => reason);

  test("who has no id for this Page", () => {
    const plugin = { sender: { user_ref: "form-77" }, recipient: { id: page }, optin: { ref: "cart-9" } };

    expect(openEntry({ messaging: [plugin] }).setAside).toEqual([
      { channelExternalId: page, reason: "no_contact", element: plugin },
    ]);
  });

  test("notices to the Page", () => {
    const enforced = { recipient: { id: page }, policy_enforcement: { action: "block", reason: "spam" } };
    const roles = { recipient: { id: page }, app_roles: { "880011223344556": ["primary_receiver"] } };

    expect(reasons({ messaging: [enforced, roles] })).toEqual(["page_notice", "page_notice"]);
    expect(reasons({ changes: [{ field: "messaging_integrity", value: {} }] })).toEqual(["page_notice"]);
  });

  test("the public side, until we serve it", () => {
    const changes = ["feed", "mention", "ratings"].map((field) => ({ field, value: { item: "comment" } }));

    expect(reasons({ changes })).toEqual(["not_supported", "not_supported", "not_supported"]);
    expect(reasons({ changed_fields: ["feed"] })).toEqual(["not_supported"]);
  });

  test.each([
    ["", "malformed"],
    ["{", "malformed"],
    ["\u0000", "malformed"],
    ["[]", "not_an_object"],
    ["null", "not_an_object"],
    ["{}", "malformed"],
    ['{"object":"page","entry":{}}', "malformed"],
    ['{"object":"page","entry":[7]}', "not_an_object"],
    ['{"object":"page","entry":[{"id":"1"}]}', "malformed"],
    ['{"object":"page","entry":[{"id":"1","messaging":{}}]}', "malformed"],
    ['{"object":"page","entry":[{"id":"1","messaging":[null]}]}', "not_an_object"],
    ['{"object":"permissions","entry":[{"id":"1"}]}', "not_a_page_event"],
  ])("%j: %s", (body, reason) => {
    const { events, setAside } = open(body);

    expect(events).toEqual([]);
    expect(setAside.map((one) => one.reason)).toEqual([reason]);
  });

  test("bytes that are no text", () => {
    expect(openDelivery(Buffer.from([0xff, 0xfe, 0x00, 0x80])).setAside).toMatchObject([
      { reason: "malformed" },
    ]);
  });

  test("nesting without end, in a form that can be written again", () => {
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    const element = `{"sender":{"id":"${maria}"},"recipient":{"id":"${page}"},"message":{"mid":"m_1","x":${deep}}}`;

    const { events } = open(`{"object":"page","entry":[{"id":"${page}","messaging":[${element}]}]}`);
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).toContain("nested too deeply");
    expect(JSON.stringify(open(deep).setAside)).toContain("nested too deeply");
  });

  test("keys that mean something to JavaScript mean nothing here", () => {
    const { events } = open(
      `{"object":"page","__proto__":{"entry":[]},"entry":[{"id":"${page}","messaging":[{"sender":{"id":"${maria}"},
      "recipient":{"id":"${page}"},"__proto__":{"message":{"mid":"m_1"}},"constructor":{"prototype":{"x":1}}}]}]}`,
    );

    expect(events).toMatchObject([{ type: "unsupported" }]);
    expect("x" in {}).toBe(false);
  });
});

test("the platform's test button wraps an element of a thread as a change", () => {
  const { events } = openEntry({
    changes: [{ field: "messages", value: { ...said, message: { mid: "m_1", text: "hi" } } }],
  });

  expect(events).toMatchObject([{ type: "message", contactExternalId: maria }]);
});

test("moments in seconds, as texts, or missing", () => {
  const dated = (timestamp: unknown) => openOne({ ...said, timestamp, message: { mid: "m_1" } })?.at;

  expect(dated(1763201000)).toEqual(new Date(1763201000000));
  expect(dated("1763201000001")).toEqual(at);
  expect(dated("soon")).toEqual(new Date(1763201000123));
  expect(dated(9e15)).toEqual(new Date(1763201000123));

  const { events } = open({
    object: "page",
    entry: [{ id: page, messaging: [{ ...said, timestamp: null }] }],
  });
  expect(events[0]?.at).toEqual(later);
});
