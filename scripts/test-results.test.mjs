import { expect, test } from "vitest";
import {
  FAILED,
  ledgerResult,
  PASSED,
  playwrightResult,
  settle,
  sum,
  vitestResult,
} from "./test-results.mjs";

test("a Vitest report counts its tests", () => {
  const report = { numPassedTests: 41, numFailedTests: 2, success: false };
  expect(vitestResult(report)).toEqual({ passed: 41, failed: 2 });
});

test("a test file that does not load is a failure, although no test in it failed", () => {
  const report = { numPassedTests: 41, numFailedTests: 0, success: false };
  expect(vitestResult(report)).toEqual({ passed: 41, failed: 1 });
});

test("a Playwright report counts flaky tests as passed and errors outside of tests as failed", () => {
  const stats = { expected: 7, unexpected: 1, flaky: 2, skipped: 3 };
  expect(playwrightResult({ stats, errors: [{}] })).toEqual({ passed: 9, failed: 2 });
});

test("a ledger counts as one test, or one for each planted defect; what it names besides is a failure", () => {
  const clean = { planted: [], unnoticed: [], besides: [], events: 900 };
  expect(ledgerResult(clean)).toEqual(PASSED);
  expect(ledgerResult({ ...clean, besides: [{}, {}] })).toEqual(FAILED);
  expect(ledgerResult({ ...clean, events: 0 })).toEqual(FAILED);
  expect(ledgerResult({ ...clean, planted: [1, 2, 3], unnoticed: [1] })).toEqual({ passed: 2, failed: 1 });
  expect(ledgerResult({ ...clean, planted: [1, 2, 3], besides: [{}] })).toEqual({ passed: 3, failed: 1 });
});

test.each([
  ["no report", null, true, FAILED],
  ["a report without tests", { passed: 0, failed: 0 }, true, FAILED],
  ["a good report of a command that failed", { passed: 5, failed: 0 }, false, { passed: 5, failed: 1 }],
  ["a bad report of a command that failed", { passed: 5, failed: 3 }, false, { passed: 5, failed: 3 }],
  ["a good report", { passed: 5, failed: 0 }, true, { passed: 5, failed: 0 }],
])("%s", (_what, reported, succeeded, expected) => {
  expect(settle(reported, succeeded)).toEqual(expected);
});

test("the last line sums every stage", () => {
  expect(sum([PASSED, FAILED, { passed: 40, failed: 2 }])).toEqual({ passed: 41, failed: 3 });
});
