import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { hasValidSignature } from "./signature";

const secret = "the-secret-of-the-app";
const body = Buffer.from('{"object":"page","entry":[{"text":"caf\\u00e9 \\/ \\ud83d\\ude00"}]}');
const hex = createHmac("sha256", secret).update(body).digest("hex");

test("the bytes as Meta signed them", () => {
  expect(hasValidSignature(body, `sha256=${hex}`, secret)).toBe(true);
  expect(hasValidSignature(body, `sha256=${hex.toUpperCase()}`, secret)).toBe(true);
});

test("the same JSON written again is not what was signed", () => {
  const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString())));

  expect(hasValidSignature(rewritten, `sha256=${hex}`, secret)).toBe(false);
});

test("another secret, and no secret at all", () => {
  const unkeyed = createHmac("sha256", "").update(body).digest("hex");

  expect(hasValidSignature(body, `sha256=${hex}`, "another")).toBe(false);
  expect(hasValidSignature(body, `sha256=${unkeyed}`, "")).toBe(false);
});

test.each([
  null,
  "",
  "sha256=",
  hex,
  `sha1=${hex.slice(0, 40)}`,
  `sha512=${hex}`,
  `sha256=${hex.slice(1)}`,
  `sha256=${hex}0`,
  `sha256=${"z".repeat(64)}`,
  ` sha256=${hex}`,
  `sha256=${hex}\n`,
  `sha256=${hex},sha256=${hex}`,
])("a malformed header: %j", (header) => {
  expect(hasValidSignature(body, header, secret)).toBe(false);
});
