import { describe, expect, test } from "vitest";
import { at, maria, openEntry, openOne, page, said } from "./webhook-samples";

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
