import fc from "fast-check";
import { expect, test } from "vitest";
import { byteRange } from "./byte-range";

test.each([
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=0-", { start: 0, end: 9 }],
  ["bytes=3-5", { start: 3, end: 5 }],
  ["bytes=3-500", { start: 3, end: 9 }],
  ["bytes=9-9", { start: 9, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=-500", { start: 0, end: 9 }],
  ["bytes=10-", null],
  ["bytes=10-12", null],
  ["bytes=-0", null],
  [null, undefined],
  ["", undefined],
  ["bytes=-", undefined],
  ["bytes=5-3", undefined],
  ["bytes=0-1,3-4", undefined],
  ["bytes=a-b", undefined],
  ["lines=0-1", undefined],
])("%s of ten bytes", (header, expected) => {
  expect(byteRange(header, 10)).toEqual(expected);
});

test("whatever is asked, an answer lies within the file", () => {
  const bound = fc.option(fc.nat(30), { nil: "" });
  fc.assert(
    fc.property(bound, bound, fc.nat(20), (first, last, size) => {
      const range = byteRange(`bytes=${first}-${last}`, size);
      return !range || (range.start >= 0 && range.start <= range.end && range.end < size);
    }),
  );
});
