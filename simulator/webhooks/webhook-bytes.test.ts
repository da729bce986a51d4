import { expect, test } from "vitest";
import { signatureHeaders, signedRequest, webhookBytes } from "./webhook-bytes";

const SAMPLE =
  '{"object":"page","entry":[{"id":"1","time":1763201000123,"messaging":[{"message":{"text":"Ol\\u00e1 \\ud83d\\ude42 http:\\/\\/x"}}]}]}';

const body = {
  object: "page",
  entry: [{ id: "1", time: 1763201000123, messaging: [{ message: { text: "Olá 🙂 http://x" } }] }],
};

test("bodies are pure ASCII, with lowercase escapes and escaped slashes", () => {
  expect(webhookBytes(body)).toBe(SAMPLE);
  expect(JSON.parse(webhookBytes(body))).toEqual(body);
});

test("the signatures are those of another program over the same bytes", () => {
  expect(signatureHeaders("app-secret", SAMPLE)).toEqual({
    "X-Hub-Signature-256": "sha256=648f9ebef6d4e3c4eb5095560c5882660b104fe5f418963f449701056fff2cee",
    "X-Hub-Signature": "sha1=10bdbe10e38228326c0fee8f8eda01635017604f",
  });
});

test("a signed request carries its payload, without padding", () => {
  const [signature = "", payload = ""] = signedRequest("app-secret", { user_id: "1" }).split(".");
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toEqual({ user_id: "1" });
  expect(Buffer.from(signature, "base64url")).toHaveLength(32);
  expect(`${signature}${payload}`).not.toMatch(/[=+/]/);
});
