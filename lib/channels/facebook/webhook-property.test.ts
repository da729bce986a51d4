import fc from "fast-check";
import { expect, test } from "vitest";
import { openDelivery } from "./webhook";

const page = "1040055501112223";
const maria = "73001122334455667"; // longer than a double holds
const now = new Date("2026-11-21T12:00:00Z");

const open = (delivery: unknown) => openDelivery(Buffer.from(JSON.stringify(delivery)), now);
const moment = fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 });

test("any bytes are opened or set aside", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { events, publicEvents, setAside } = openDelivery(Buffer.from(bytes), now);
      expect(events.length + publicEvents.length + setAside.length).toBe(1);
    }),
  );
});

test("any JSON is opened or set aside, and can be stored", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8, stringUnit: "binary" }), (json) => {
      const stored = JSON.stringify(openDelivery(Buffer.from(json), now));
      expect(stored).not.toContain("\\u0000");
      expect(stored.isWellFormed()).toBe(true);
    }),
  );
});

/** Objects whose keys are the platform's own and whose values are anything. */
const vocabulary = [
  ..."sender recipient timestamp message postback delivery read reaction message_edit optin referral id mid".split(
    " ",
  ),
  ..."account_linking pass_thread_control policy_enforcement app_roles order template text attachments".split(
    " ",
  ),
  ..."type payload url sticker_id coordinates product elements is_echo is_deleted mids watermark __proto__".split(
    " ",
  ),
];
const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
  anything: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(page, maria, null, true, "image", "sticker", "template", "https://cdn.sim/a"),
      fc.double(),
      fc.string({ unit: "binary" }),
    ),
    fc.dictionary(fc.constantFrom(...vocabulary), tie("anything"), { maxKeys: 6 }),
    fc.array(tie("anything"), { maxLength: 3 }),
  ),
}));

test("every element becomes exactly one event or one thing set aside", () => {
  const list = fc.array(anything, { maxLength: 4 });
  const entry = fc.record({ id: anything, time: anything, messaging: list, standby: list, changes: list });

  fc.assert(
    fc.property(fc.array(entry, { maxLength: 4 }), (entries) => {
      const elements = entries.flatMap(({ messaging, standby, changes }) => [
        ...messaging,
        ...standby,
        ...changes,
      ]);

      const { events, publicEvents, setAside } = open({ object: "page", entry: entries });
      expect(events.length + publicEvents.length + setAside.length).toBe(elements.length);
      for (const event of events) {
        expect(event.channelExternalId).not.toBe("");
        expect(event.contactExternalId).not.toBe("");
        expect(Number.isFinite(event.at.getTime())).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

const known = fc.oneof(
  fc.record({ message: fc.record({ mid: fc.uuid(), text: fc.string() }) }),
  fc.record({ postback: fc.record({ mid: fc.uuid(), title: fc.string(), payload: fc.string() }) }),
  fc.record({ read: fc.record({ watermark: moment }) }),
  fc.record({ delivery: fc.record({ watermark: moment, mids: fc.array(fc.uuid()) }) }),
  fc.record({ reaction: fc.record({ mid: fc.uuid(), action: fc.constantFrom("react", "unreact") }) }),
  fc.record({ message_edit: fc.record({ mid: fc.uuid(), num_edit: fc.integer({ min: 1, max: 5 }) }) }),
  fc.record({ hologram: fc.string() }),
);

const said = fc
  .tuple(known, moment)
  .map(([kind, timestamp]) => ({ sender: { id: maria }, recipient: { id: page }, timestamp, ...kind }));

/** Changes whose words are the platform's own and whose values are anything. */
const publicWords =
  "from post post_id comment_id parent_id message photo photos video link published created_time edited_time " +
  "reaction_type sender_id reviewer_id review_text rating recommendation_type open_graph_story_id permalink_url";
const publicValue = fc
  .record({
    item: fc.constantFrom(..."comment status photo share post reaction like rating hologram".split(" ")),
    verb: fc.constantFrom(..."add edited remove hide unhide levitate".split(" ")),
    told: fc.dictionary(fc.constantFrom(...publicWords.split(" ")), anything, { maxKeys: 12 }),
    ids: fc.subarray(["post_id", "comment_id", "open_graph_story_id"]),
  })
  .map(({ item, verb, told, ids }) => ({
    ...told,
    ...Object.fromEntries(ids.map((name) => [name, name === "post_id" ? `${page}_1` : "1_2"])),
    item,
    verb,
  }));

test("every change becomes exactly one public event or one thing set aside, whatever is in it", () => {
  const change = fc.record({ field: fc.constantFrom("feed", "mention", "ratings"), value: publicValue });

  fc.assert(
    fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
      const { publicEvents, setAside } = open({
        object: "page",
        entry: [{ id: page, time: 1763202000, changes }],
      });

      expect(publicEvents.length + setAside.length).toBe(changes.length);
      for (const { externalId, at, said } of publicEvents) {
        expect([externalId, said.postExternalId]).not.toContain("");
        expect(said.kind).toBeDefined();
        expect(Number.isFinite(at.getTime())).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test("a batch keeps all its elements, in their order", () => {
  fc.assert(
    fc.property(fc.array(fc.array(said, { maxLength: 5 }), { maxLength: 20 }), (batch) => {
      const entry = batch.map((messaging) => ({ id: page, time: 1763201000123, messaging }));

      const { events, setAside } = open({ object: "page", entry });
      expect(setAside).toEqual([]);
      expect(events.map(({ raw }) => raw)).toEqual(JSON.parse(JSON.stringify(batch.flat())).map(storable));
    }),
  );
});

/** NUL is the one thing that these elements may lose. */
function storable(element: unknown) {
  return JSON.parse(JSON.stringify(element).replaceAll("\\u0000", ""));
}

test("a thousand entries in one delivery are a thousand events", () => {
  const entry = Array.from({ length: 1000 }, (_, index) => ({
    id: page,
    time: 1763201000123,
    messaging: [
      { sender: { id: maria }, recipient: { id: page }, message: { mid: `m_${index}`, text: "hi" } },
    ],
  }));

  const { events } = open({ object: "page", entry });
  expect(events.map((event) => "externalId" in event && event.externalId)).toEqual(
    entry.map((_, index) => `m_${index}`),
  );
});

test("numbers and texts are read alike", () => {
  fc.assert(
    fc.property(said, (element) => {
      const asTexts = open({ object: "page", entry: [{ id: page, messaging: [texts(element)] }] });
      // Written by hand: JSON.stringify would round an id of seventeen digits.
      const json = JSON.stringify({ object: "page", entry: [{ id: page, messaging: [element] }] });
      const asNumbers = openDelivery(
        Buffer.from(json.replaceAll(`"${page}"`, page).replaceAll(`"${maria}"`, maria)),
        now,
      );

      expect(withoutRaw(asNumbers)).toEqual(withoutRaw(asTexts));
      expect(asNumbers.events[0]).toMatchObject({ channelExternalId: page, contactExternalId: maria });
    }),
  );
});

function texts(value: unknown): unknown {
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(texts);
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, texts(field)]));
}

/** The element itself differs, and so does an id derived from the whole of it. */
function withoutRaw({ events, setAside }: ReturnType<typeof openDelivery>) {
  const kept = events.map(({ raw: _, ...event }) =>
    event.type === "unsupported" ? { ...event, externalId: "derived" } : event,
  );
  return { events: kept, setAside };
}
