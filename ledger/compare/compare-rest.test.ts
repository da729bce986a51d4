import { expect, test } from "vitest";
import { compareBadges } from "./compare-badges";
import { compareLeftovers } from "./compare-leftovers";

test("a badge that is not the sum of its conversations is named", () => {
  const kept = [
    { view: "all", open: 3, unread: 1 },
    { view: "ana", open: 0, unread: 0 },
  ];
  expect(compareBadges(kept, [{ view: "all", open: 3, unread: 1 }])).toEqual([]);
  expect(compareBadges(kept, [{ view: "all", open: 3, unread: 2 }])).toEqual([
    { kind: "badge", where: "badge of all", what: "says 3 open, 1 unread; there are 3 and 2" },
  ]);
});

test("whatever is left over is named", () => {
  const nothing = {
    unopened: 0,
    unreadable: 0,
    parked: 0,
    setAside: 0,
    outgoing: 0,
    jobs: [],
    signaturesRefused: 0,
  };
  const tally = { events: 9, deliveries: 4, attempts: 6, delivered: 4, lost: 0 };
  expect(compareLeftovers(nothing, tally)).toEqual([]);

  const jobs = [{ name: "retry-lane", isBusy: false, count: 1, error: "out of range" }];
  const left = { ...nothing, unopened: 2, parked: 1, jobs };
  expect(compareLeftovers(left, { ...tally, delivered: 3 })).toEqual([
    { kind: "delivery_unopened", where: "deliveries", what: "2 kept and never opened" },
    { kind: "event_parked", where: "parked events", what: "1 events wait behind one that failed" },
    { kind: "delivery_lost", where: "the platform", what: "1 deliveries were never answered with 200" },
    { kind: "job_left", where: "retry-lane", what: "1 given up: out of range" },
  ]);
});
