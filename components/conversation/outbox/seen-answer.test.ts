import { expect, test } from "vitest";
import { aMessage, uuid } from "@/components/realtime/testing-shapes";
import { seenAnswer } from "./seen-answer";

const me = uuid(600);
const by = (kind: "agent" | "external" | "bot" | "system", id: string | null) => ({
  direction: "out" as const,
  author: { kind, id, name: "Somebody" },
});
const thread = (messages: ReturnType<typeof aMessage>[], older: string | null = null) => ({
  messages,
  older,
  newer: null,
});

test("the newest answer of somebody else is what was seen", () => {
  const messages = [
    aMessage(1),
    aMessage(2, by("agent", uuid(601))),
    aMessage(3, by("external", null)),
    aMessage(4),
    aMessage(5, by("agent", me)),
  ];
  expect(seenAnswer(thread(messages), me)).toBe(uuid(3));
  expect(seenAnswer(thread(messages), uuid(601))).toBe(uuid(5));
});

test("one's own, a bot's and what only colleagues see are no answers of somebody else", () => {
  const messages = [
    aMessage(1),
    aMessage(2, by("agent", me)),
    aMessage(3, by("bot", null)),
    aMessage(4, { ...by("agent", uuid(601)), visibility: "note" }),
  ];
  expect(seenAnswer(thread(messages), me)).toBeNull();
});

test("what stands above the loaded end of a long thread is not taken for new", () => {
  expect(seenAnswer(thread([aMessage(7), aMessage(8)], "cursor"), me)).toBe(uuid(7));
  expect(seenAnswer(thread([]), me)).toBeNull();
});
