import { expect, test } from "vitest";
import type { HistoryRunShape } from "@/lib/conversations/history/shapes";
import { gapWords, importWords } from "./run-words";

const run = (given: Partial<HistoryRunShape> = {}): HistoryRunShape => ({
  id: "0197a3b2-0000-7000-8000-00000000abcd",
  kind: "import",
  reason: "connected",
  state: "done",
  reachesBackTo: "2026-10-22T12:00:00.000Z",
  threadsSeen: 0,
  messagesAdded: 0,
  messagesOutOfReach: 0,
  percent: 100,
  problem: null,
  createdAt: "2026-11-21T12:00:00.000Z",
  finishedAt: "2026-11-21T12:01:00.000Z",
  ...given,
});
const day = () => "22 October";

test("an import says what it brought, and from when on", () => {
  expect(importWords(run({ threadsSeen: 130, messagesAdded: 1_260 }), day)).toBe(
    "Imported 1,260 messages of 130 conversations that were active since 22 October.",
  );
  expect(importWords(run(), day)).toBe("Nobody has written to this Page since 22 October.");
  expect(importWords(run({ reachesBackTo: run().createdAt }), day)).toContain("begins with new messages");
  expect(importWords(run({ state: "running", threadsSeen: 1, messagesAdded: 2 }), day)).toBe(
    "Importing: 1 conversation looked at, 2 messages added so far.",
  );
  expect(importWords(run({ state: "failed", messagesAdded: 1 }), day)).toContain("1 message had come in");
});

test("a search says what was missing, and what stays out of reach", () => {
  expect(gapWords(run({ threadsSeen: 2 }))).toBe("Nothing was missing. Compared 2 conversations.");
  expect(gapWords(run({ messagesAdded: 1 }))).toBe("1 message was missing and now stands in its place.");
  expect(gapWords(run({ messagesAdded: 20, messagesOutOfReach: 6 }))).toContain("6 messages more can only");
});
