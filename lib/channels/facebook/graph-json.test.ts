import fc from "fast-check";
import { expect, test } from "vitest";
import { parseGraphJson } from "./graph-json";

test("whole numbers too large for a double become texts", () => {
  expect(parseGraphJson('{"a":73001122334455667,"b":[-73001122334455667,9007199254740991]}')).toEqual({
    a: "73001122334455667",
    b: ["-73001122334455667", 9007199254740991],
  });
});

test("fractions, exponents and texts stay what they are", () => {
  const json = String.raw`[0.009007771428377363,1e0000000000000000001,12345678901234567890.5,"\"12345678901234567890"]`;

  expect(parseGraphJson(json)).toEqual(JSON.parse(json));
});

test("all other JSON is read as always", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.stringify(value);
      const reread = JSON.stringify(parseGraphJson(json)).replace(/"(-?\d{16,})"/g, "$1");
      expect(reread).toBe(JSON.stringify(JSON.parse(json)).replace(/"(-?\d{16,})"/g, "$1"));
    }),
  );
});
