import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitText } from "./split-text";

test("a text that fits stays as it is", () => {
  expect(splitText(" Hello. ", 8)).toEqual([" Hello. "]);
  expect(splitText("", 8)).toEqual([]);
});

describe("where it cuts", () => {
  test("at the end of a sentence", () => {
    expect(splitText("We open at eight. Do come by! The coffee is hot.", 32)).toEqual([
      "We open at eight. Do come by!",
      "The coffee is hot.",
    ]);
  });

  test("at the end of a line, where no sentence ends", () => {
    expect(splitText("two pounds of beans\none blue cup with a saucer", 30)).toEqual([
      "two pounds of beans",
      "one blue cup with a saucer",
    ]);
  });

  test("between words, rather than after a sentence of two words", () => {
    expect(splitText("Hi. this goes on and on without any end", 20)).toEqual([
      "Hi. this goes on and",
      "on without any end",
    ]);
  });

  test("a word may end exactly at the limit", () => {
    expect(splitText("12345 67890", 5)).toEqual(["12345", "67890"]);
  });

  test("anywhere in a text without words, never inside of what people see as one character", () => {
    expect(splitText("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 24)).toEqual(["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]);
    expect(splitText("ab👍🏽", 4)).toEqual(["ab", "👍🏽"]);
    expect(splitText("e\u0301e\u0301e\u0301", 3)).toEqual(["e\u0301", "e\u0301", "e\u0301"]);
  });

  test("in sentences of other scripts", () => {
    expect(splitText("八時に開店します。ぜひ来てください。", 12)).toEqual([
      "八時に開店します。",
      "ぜひ来てください。",
    ]);
  });
});

const texts = fc.oneof(
  fc.lorem({ mode: "sentences", maxCount: 30 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom("a", " ", "\n", "\r\n", ".", "👩‍👩‍👧‍👦", "🇩🇪", "\u0301", "é", "क्ष"),
    maxLength: 300,
  }),
);
const limits = fc.integer({ min: 2, max: 80 });

test("no part is longer than the limit or empty", () => {
  fc.assert(
    fc.property(texts, limits, (text, limit) => {
      for (const part of splitText(text, limit)) {
        expect(part.length).toBeLessThanOrEqual(limit);
        expect(part).not.toBe("");
      }
    }),
  );
});

test("nothing is lost but white space at the cuts", () => {
  fc.assert(
    fc.property(texts, limits, (text, limit) => {
      let rest = text;
      for (const part of splitText(text, limit)) {
        const at = rest.indexOf(part);
        expect(rest.slice(0, at).trim()).toBe("");
        rest = rest.slice(at + part.length);
      }
      expect(rest.trim()).toBe("");
    }),
  );
});

test("a cut never falls inside of a character that would have fitted", () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "👍🏽", "🇩🇪", "e\u0301", "👩‍👩‍👧"), { maxLength: 80 }),
      (characters) => {
        const text = characters.join("");
        const whole = [...segmenter.segment(text)].map(({ segment }) => segment);
        const parts = splitText(text, 12).flatMap((part) =>
          [...segmenter.segment(part)].map(({ segment }) => segment),
        );

        expect(parts).toEqual(whole);
      },
    ),
  );
});

test("a pair of surrogates is never torn apart", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), limits, (text, limit) => {
      fc.pre(text.isWellFormed());
      for (const part of splitText(text, limit)) expect(part.isWellFormed()).toBe(true);
    }),
  );
});
