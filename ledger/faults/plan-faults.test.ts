import fc from "fast-check";
import { expect, test } from "vitest";
import { allFaults, chooseFaults } from "./all-faults";
import { planFaults } from "./plan-faults";

test("the same seed gives the same plan, another one another", () => {
  const stretch = { from: 3, to: 600 };
  expect(planFaults(allFaults, 7, stretch)).toEqual(planFaults(allFaults, 7, stretch));
  expect(planFaults(allFaults, 7, stretch)).not.toEqual(planFaults(allFaults, 8, stretch));
});

test("each fault strikes at least once, never twice at a time, and all are over at the end", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 40, max: 3_600 }), (seed, to) => {
      const plan = planFaults(allFaults, seed, { from: 3, to });
      expect(new Set(plan.map(({ fault }) => fault)).size).toBe(allFaults.length);
      for (const { name } of allFaults) {
        let free = 3;
        for (const { from, to: end } of plan.filter(({ fault }) => fault === name)) {
          expect(from).toBeGreaterThanOrEqual(free);
          expect(end).toBeLessThanOrEqual(to);
          free = end;
        }
      }
    }),
    { numRuns: 30 },
  );
});

test("faults have names of their own, and a name that nobody has is refused", () => {
  expect(new Set(allFaults.map(({ name }) => name)).size).toBe(allFaults.length);
  expect(chooseFaults(["web_killed"], false).map(({ name }) => name)).toEqual(["web_killed"]);
  expect(() => chooseFaults(["meteorite"], false)).toThrow(/There is no fault meteorite/);
  expect(chooseFaults(null, true)).toHaveLength(allFaults.length + 1);
});
