import { expect, test } from "vitest";
import { failureWords } from "./failure-words";

test("every failure is told in sentences, without a word of the platform's programmers", () => {
  for (const { message } of Object.values(failureWords)) {
    expect(message).toMatch(/^[A-Z].*\.$/);
    expect(message).not.toMatch(/code|subcode|token|PSID|API|tag|error|\d{3}/i);
  }
});

test("what must be changed first is not offered again", () => {
  const final = Object.entries(failureWords).filter(([, { retryable }]) => !retryable);

  expect(final.map(([reason]) => reason)).toEqual([
    "too_long",
    "rejected",
    "media_type",
    "media_too_large",
    "media_missing",
    "private_reply_used",
    "private_reply_late",
    "private_reply_impossible",
    "only_people_in_public",
  ]);
});
