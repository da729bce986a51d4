import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { echo, message, NOON } from "@/db/factories/inbound-events";
import type { PastMessage } from "@/lib/channels/history";
import { type NamelessMessage, planFilling } from "./plan-filling";

const ALWAYS = { since: new Date(0), until: new Date("2100-01-01") };
const NOTHING = { nameless: [], after: Number.NEGATIVE_INFINITY };
const here = { channelExternalId: "1040055501112223" };

/** As history tells of a message: in whole seconds. */
function past(externalId: string, ms: number, byPage = false): PastMessage {
  const at = new Date(NOON.getTime() + Math.floor(ms / 1_000) * 1_000);
  const told = { ...here, externalId, at, text: externalId };
  return { externalId, at, event: byPage ? echo(told) : message(told) };
}

const moment = (ms: number) => new Date(NOON.getTime() + ms);

test("whatever was lost, sorting by time gives the platform's order again", () => {
  const thread = fc.uniqueArray(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(thread, fc.infiniteStream(fc.boolean()), (moments, lost) => {
      const said = moments.toSorted((a, b) => a - b).map((ms, index) => ({ id: `m_${index}`, ms }));
      const delivered = said.filter(() => !lost.next().value);
      const known = new Map(delivered.map(({ id, ms }) => [id, { sentAt: moment(ms), isOurs: false }]));
      const newestFirst = said.map(({ id, ms }) => past(id, ms)).toReversed();

      const { events, missing } = planFilling(newestFirst, { known, ...NOTHING }, ALWAYS);
      expect(missing.length + known.size).toBe(said.length);

      // Rows in the order in which they came to be: what was delivered, then what was filled.
      const rows = [
        ...delivered.map(({ id, ms }) => ({ id, at: moment(ms).getTime() })),
        ...events.map(({ at, text }) => ({ id: text!, at: at.getTime() })),
      ];
      const shown = rows.map((row, sequence) => ({ ...row, sequence }));
      shown.sort((a, b) => a.at - b.at || a.sequence - b.sequence);
      expect(shown.map(({ id }) => id)).toEqual(said.map(({ id }) => id));
    }),
    { numRuns: 300 },
  );
});

test("what was delivered keeps its milliseconds", () => {
  const known = new Map([["m_1", { sentAt: moment(400), isOurs: false }]]);
  const { events } = planFilling([past("m_2", 900), past("m_1", 400)], { known, ...NOTHING }, ALWAYS);
  expect(events).toMatchObject([{ externalId: "m_2", at: moment(400) }]);
});

test("what stands before the list stays before it", () => {
  const { events } = planFilling(
    [past("m_2", 900)],
    { known: new Map(), nameless: [], after: moment(700).getTime() },
    ALWAYS,
  );
  expect(events).toMatchObject([{ at: moment(700) }]);
});

test("only what lies between the two moments is filled", () => {
  const list = [past("m_3", 9_000), past("m_2", 5_000), past("m_1", 1_000)];
  const span = { since: moment(2_000), until: moment(8_000) };
  expect(planFilling(list, { known: new Map(), ...NOTHING }, span).missing).toEqual(["m_2"]);
});

test("what is no longer shown is passed over", () => {
  const list = [{ ...past("m_1", 0), event: null }];
  expect(planFilling(list, { known: new Map(), ...NOTHING }, ALWAYS)).toEqual({
    events: [],
    missing: [],
    doubtfulSince: null,
  });
});

describe("our own", () => {
  const said = (given: Partial<NamelessMessage> = {}): NamelessMessage => ({
    id: "0197a3b2-0000-7000-8000-00000000abcd",
    text: "m_1",
    sentAt: moment(0),
    from: moment(-60_000),
    until: moment(60_000),
    isUnderWay: false,
    ...given,
  });
  const plan = (list: PastMessage[], nameless: NamelessMessage[]) =>
    planFilling(list, { ...NOTHING, known: new Map(), nameless }, ALWAYS);

  test("is told its name, and adds nothing", () => {
    const { events, missing } = plan([past("m_1", 0, true)], [said()]);
    expect(events).toMatchObject([{ type: "echo", externalId: "m_1", messageId: said().id }]);
    expect(missing).toEqual([]);
  });

  test("is left alone while it is under way, and keeps the thread doubtful", () => {
    const { events, doubtfulSince } = plan([past("m_1", 0, true)], [said({ isUnderWay: true })]);
    expect(events).toEqual([]);
    expect(doubtfulSince).toEqual(moment(0));
  });

  test("explains one message of the platform, not two with the same words", () => {
    const twice = [past("m_2", 5_000, true), past("m_1", 0, true)].map((one) => ({
      ...one,
      event: { ...one.event!, text: "m_1" },
    }));
    expect(plan(twice, [said()])).toMatchObject({ missing: ["m_2"] });
  });

  test("is not seen in what the contact says, nor in what was said at another time", () => {
    expect(plan([past("m_1", 0)], [said()]).missing).toEqual(["m_1"]);
    expect(plan([past("m_1", 90_000, true)], [said()]).missing).toEqual(["m_1"]);
  });

  test("moves to the platform's time where our clock had put it elsewhere", () => {
    const known = new Map([
      ["m_1", { sentAt: moment(100), isOurs: false }],
      ["m_2", { sentAt: moment(50), isOurs: true }],
    ]);
    const list = [past("m_2", 200, true), past("m_1", 100)];
    const { events, missing } = planFilling(list, { known, ...NOTHING }, ALWAYS);
    expect(events).toMatchObject([{ externalId: "m_2", messageId: null, at: moment(101) }]);
    expect(missing).toEqual([]);
  });
});
