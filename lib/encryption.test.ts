import { expect, test } from "vitest";
import { decrypt, encrypt, UnreadableSecret } from "./encryption";

test("what was encrypted can be read again, and never looks the same twice", () => {
  expect(decrypt(encrypt("EAAtoken é 🙂"))).toBe("EAAtoken é 🙂");
  expect(encrypt("EAAtoken")).not.toBe(encrypt("EAAtoken"));
});

test("a changed text is refused", () => {
  const [version, iv, tag, body = ""] = encrypt("EAAtoken").split(".");
  const flipped = body.startsWith("A") ? `B${body.slice(1)}` : `A${body.slice(1)}`;
  expect(() => decrypt([version, iv, tag, flipped].join("."))).toThrow(UnreadableSecret);
});
