import { describe, expect, test } from "vitest";
import { dayName, relativeTime, timeLeft } from "./format-time";

const style = { locale: "en-GB", timeZone: "UTC" };
const now = Date.parse("2026-11-21T12:00:00.000Z");
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

test.each([
  [0.5, "now"],
  [4, "4 m"],
  [61, "1 h"],
  [60 * 24 * 2, "Thu"],
  [60 * 24 * 30, "22 Oct"],
  [60 * 24 * 400, "17 Oct 2025"],
])("%d minutes ago is %s", (minutes, words) => {
  expect(relativeTime(ago(minutes), now, style)).toBe(words);
});

test.each([
  [30_000, "< 1 m"],
  [18 * 60_000, "18 m"],
  [134 * 60_000, "2 h 14 m"],
  [23.5 * 3_600_000, "23 h"],
  [123 * 3_600_000, "5 d 3 h"],
  [48 * 3_600_000, "2 d"],
])("%d milliseconds are %s", (milliseconds, words) => {
  expect(timeLeft(milliseconds)).toBe(words);
});

describe("a day", () => {
  test("is called today and yesterday as the reader's zone has it", () => {
    const lateYesterday = "2026-11-20T23:30:00.000Z";
    expect(dayName(lateYesterday, now, style)).toBe("Yesterday");
    expect(dayName(lateYesterday, now, { ...style, timeZone: "Asia/Tokyo" })).toBe("Today");
  });
});
