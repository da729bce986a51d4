import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchSent, type Unsettled } from "./match-sent";

const noon = Date.parse("2026-11-21T12:00:00Z");
const at = (seconds: number) => new Date(noon + seconds * 1_000);
const ours = (id: string, seconds: number, text = "Yes.", more: Partial<Unsettled> = {}): Unsettled => ({
  id,
  text,
  place: "thread",
  mention: null,
  attachment: null,
  firstAttemptedAt: at(seconds),
  attemptedAt: at(seconds),
  ...more,
});
const trace = (externalId: string, seconds: number, text = "Yes.") => ({
  externalId,
  at: at(seconds),
  text,
  attachments: [],
});
const pairs = (...given: Parameters<typeof matchSent>) =>
  Object.fromEntries([...matchSent(...given)].map(([id, { externalId }]) => [id, externalId]));

describe("one message", () => {
  test("is the one with its words, of its time", () => {
    expect(pairs([ours("a", 0)], [trace("m1", 0)])).toEqual({ a: "m1" });
    expect(pairs([ours("a", 0)], [trace("m1", 0, "No.")])).toEqual({});
    expect(pairs([ours("a", 0)], [trace("m1", -11)])).toEqual({});
  });

  test("may be dated a little before its attempt: the platform tells whole seconds by its own clock", () => {
    expect(pairs([ours("a", 0.9)], [trace("m1", 0)])).toEqual({ a: "m1" });
    expect(pairs([ours("a", 9)], [trace("m1", 0)])).toEqual({ a: "m1" });
  });

  test("may have lost white space at its ends, and have its letters composed", () => {
    expect(pairs([ours("a", 0, "cafe\u0301 \r\nnoir")], [trace("m1", 1, "café \nnoir ")])).toEqual({
      a: "m1",
    });
  });

  test("was sent by an earlier attempt", () => {
    expect(pairs([ours("a", 300, "Yes.", { firstAttemptedAt: at(0) })], [trace("m1", 0)])).toEqual({
      a: "m1",
    });
  });

  test("with a file is one with a file of that kind", () => {
    const photo = ours("a", 0, "", { text: null, attachment: "image" });
    expect(pairs([photo], [{ ...trace("m1", 0, ""), attachments: ["audio" as const] }])).toEqual({});
    expect(pairs([photo], [{ ...trace("m2", 0, ""), attachments: ["image" as const] }])).toEqual({ a: "m2" });
    expect(pairs([ours("b", 0, "")], [{ ...trace("m2", 0, ""), attachments: ["image" as const] }])).toEqual(
      {},
    );
  });
});

describe("two equal ones", () => {
  test("each get their own, in order", () => {
    expect(pairs([ours("a", 0), ours("b", 60)], [trace("m2", 60), trace("m1", 0)])).toEqual({
      a: "m1",
      b: "m2",
    });
  });

  test("also within the same second", () => {
    expect(pairs([ours("b", 0.6), ours("a", 0.1)], [trace("m1", 0), trace("m2", 0)])).toEqual({
      a: "m1",
      b: "m2",
    });
  });

  test("of which one arrived: the one whose time it was", () => {
    expect(pairs([ours("a", 0), ours("b", 60)], [trace("m2", 60)])).toEqual({ b: "m2" });
    expect(pairs([ours("a", 0), ours("b", 60)], [trace("m1", 1)])).toEqual({ a: "m1" });
  });
});

test("no trace is given twice, none is older than its message, and as many are matched as can be", () => {
  const texts = fc.constantFrom("Yes.", "No.");
  const message = fc.record({ seconds: fc.integer({ min: 0, max: 120 }), text: texts });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 6 }), fc.array(message, { maxLength: 6 }), (mine, theirs) => {
      const unsettled = mine.map(({ seconds, text }, index) => ours(`a${index}`, seconds, text));
      const traces = theirs.map(({ seconds, text }, index) => trace(`m${index}`, seconds, text));
      const matched = matchSent(unsettled, traces);

      const given = [...matched.values()].map(({ externalId }) => externalId);
      expect(new Set(given).size).toBe(given.length);
      for (const [id, { at: moment, text }] of matched) {
        const own = unsettled.find((candidate) => candidate.id === id)!;
        expect(text).toBe(own.text);
        expect(moment.getTime()).toBeGreaterThanOrEqual(own.firstAttemptedAt.getTime() - 10_000);
      }
      for (const own of unsettled.filter(({ id }) => !matched.has(id))) {
        const left = traces.filter(({ externalId }) => !given.includes(externalId));
        expect(left.some((one) => one.text === own.text && one.at >= at(-10 + secondsOf(own)))).toBe(false);
      }
    }),
  );
});

function secondsOf({ firstAttemptedAt }: Unsettled) {
  return (firstAttemptedAt.getTime() - noon) / 1_000;
}
