import { expect, test } from "vitest";
import { median, percentile, rounded } from "./statistics";

test("the median is the middle, or lies between the two middle ones", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
  expect(median([])).toBeNaN();
});

test("a percentile is one of the values", () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(values, 0.5)).toBe(50);
  expect(percentile(values, 0.99)).toBe(99);
  expect(percentile([7], 0.99)).toBe(7);
});

test("three digits are kept", () => {
  expect(rounded(1234.5)).toBe(1230);
  expect(rounded(0.012345)).toBe(0.0123);
});
