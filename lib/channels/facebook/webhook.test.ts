import { describe, expect, test } from "vitest";
import { openDelivery } from "./webhook";
import { at, later, maria, open, openEntry, openOne, page, said } from "./webhook-samples";

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

  test("fields that we do not know, and those that come without what they tell of", () => {
    expect(reasons({ changes: [{ field: "leadgen", value: { leadgen_id: "1" } }] })).toEqual([
      "not_supported",
    ]);
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
