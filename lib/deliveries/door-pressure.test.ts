import { expect, test } from "vitest";
import { isDoorBusy, noteKept } from "./door-pressure";

test("the door is busy while deliveries stream in, and soon not any more", () => {
  const start = 1_000_000;
  expect(isDoorBusy(start)).toBe(false);
  noteKept(19, start);
  expect(isDoorBusy(start + 50)).toBe(false);
  noteKept(1, start + 60);
  expect(isDoorBusy(start + 60)).toBe(true);
  expect(isDoorBusy(start + 150)).toBe(true);
  expect(isDoorBusy(start + 400)).toBe(false);
});
