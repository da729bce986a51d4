import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  messagingWindow,
  type OpeningAction,
  openingActions,
  openWindow,
  stateAt,
  type WindowFacts,
} from "./messaging-window";

const never: WindowFacts = { windowOpenedBy: null, windowClosesAt: null, humanAgentUntil: null };
const start = new Date("2026-11-21T12:00:00Z");
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);

describe("what opens it", () => {
  test.each([
    ["message", 24, 168],
    ["ad_message", 168, 168],
    ["postback", 24, null],
    ["referral", 24, null],
    ["reaction", 24, null],
    ["opt_in", 24, null],
  ] as const)("%s: %i hours, a human agent for %s", (action, open, humanAgent) => {
    expect(openWindow(never, action, start)).toEqual({
      windowOpenedBy: action,
      windowClosesAt: hours(open),
      humanAgentUntil: humanAgent && hours(humanAgent),
    });
  });

  test("a comment opens nothing", () => {
    expect(Object.keys(openingActions)).not.toContain("comment");
  });

  test("every row says since when it is known to hold, and from where", () => {
    for (const row of Object.values(openingActions)) {
      expect(row.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(row.source).toContain(row.asOf);
    }
  });
});

const actions = fc.array(
  fc.tuple(
    fc.constantFrom(...(Object.keys(openingActions) as OpeningAction[])),
    fc.integer({ min: 0, max: 400 }).map(hours),
  ),
  { maxLength: 12 },
);
const after = (all: [OpeningAction, Date][], from = never) =>
  all.reduce((facts, [action, at]) => openWindow(facts, action, at), from);

test("the order of arrival makes no difference", () => {
  const shuffledToo = actions.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(
    fc.property(shuffledToo, ([all, shuffled]) => {
      expect(after(shuffled)).toEqual(after(all));
    }),
  );
});

test("nothing ever shortens it, and repeating an event changes nothing", () => {
  fc.assert(
    fc.property(actions, actions, (before, then) => {
      const first = after(before);
      const second = after(then, first);

      expect(Number(second.windowClosesAt)).toBeGreaterThanOrEqual(Number(first.windowClosesAt));
      expect(Number(second.humanAgentUntil)).toBeGreaterThanOrEqual(Number(first.humanAgentUntil));
      expect(after(then, second)).toEqual(second);
    }),
  );
});

describe("as it stands", () => {
  const wrote = openWindow(never, "message", start);
  const tapped = openWindow(never, "postback", start);

  test.each([
    ["never opened", never, 0, true, "none"],
    ["just written", wrote, 0, false, "open"],
    ["one moment before it closes", wrote, 24 - 1e-6, false, "open"],
    ["the moment at which it closes", wrote, 24, false, "closed"],
    ["the same, with human agents", wrote, 24, true, "human_agent"],
    ["human agents are not needed in an open window", wrote, 1, true, "open"],
    ["the last moment of the human agent", wrote, 168 - 1e-6, true, "human_agent"],
    ["after seven days", wrote, 168, true, "closed"],
    ["a button gives no days to a human agent", tapped, 25, true, "closed"],
  ] as const)("%s", (_, facts, hour, humanAgent, state) => {
    expect(messagingWindow(facts, { now: hours(hour), humanAgent }).state).toBe(state);
  });

  test("travels as texts, without the days that nobody may use, and ages on the screen", () => {
    const closesAt = hours(24).toISOString();
    const humanAgentUntil = hours(168).toISOString();
    const window = messagingWindow(wrote, { now: start, humanAgent: true });

    expect(window).toEqual({ state: "open", openedBy: "message", closesAt, humanAgentUntil });
    expect(messagingWindow(wrote, { now: start, humanAgent: false })).toEqual({
      ...window,
      humanAgentUntil: null,
    });
    expect([1, 30, 200].map((hour) => stateAt(window, hours(hour)))).toEqual([
      "open",
      "human_agent",
      "closed",
    ]);
  });
});
