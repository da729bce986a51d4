import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aMessage, uuid } from "@/components/realtime/testing-shapes";
import type { Message } from "@/lib/conversations/shapes";
import { mergeMessages, type Thread, upsertMessage } from "./thread-state";

const empty: Thread = { messages: [], older: null, newer: null };
const ids = ({ messages }: Thread) => messages.map(({ id }) => id);
const all = (messages: Message[], thread = empty) => messages.reduce(upsertMessage, thread);

describe("a message that arrives", () => {
  test("stands where its time puts it, however late it comes", () => {
    expect(ids(all([aMessage(1), aMessage(3), aMessage(2)]))).toEqual([uuid(1), uuid(2), uuid(3)]);
  });

  test("with the time of another stands by sequence", () => {
    const { sentAt } = aMessage(1);
    expect(ids(all([aMessage(2, { sentAt }), aMessage(1, { sentAt })]))).toEqual([uuid(1), uuid(2)]);
  });

  test("replaces what is known of it only with something newer", () => {
    const read = aMessage(1, { status: "read", revision: 3 });
    const sent = aMessage(1, { status: "sent", revision: 1 });

    expect(all([sent, read]).messages).toEqual([read]);
    expect(all([read, sent]).messages).toEqual([read]);
  });

  test("twice leaves the very same thread", () => {
    const thread = all([aMessage(1)]);
    expect(upsertMessage(thread, aMessage(1))).toBe(thread);
  });

  test("from before the loaded stretch waits for its page", () => {
    const thread = { ...all([aMessage(5)]), older: uuid(5) };
    expect(ids(upsertMessage(thread, aMessage(1)))).toEqual([uuid(5)]);
  });

  test("after a stretch that isn't the end waits for its page", () => {
    const thread = { ...all([aMessage(5)]), newer: uuid(5) };
    expect(ids(upsertMessage(thread, aMessage(9)))).toEqual([uuid(5)]);
  });
});

const revisions = fc.uniqueArray(
  fc.record({ number: fc.integer({ min: 1, max: 12 }), revision: fc.integer({ min: 0, max: 4 }) }),
  { selector: ({ number, revision }) => `${number} ${revision}`, maxLength: 40 },
);

test("any order of the same news ends in the same thread, pushed or read", () => {
  fc.assert(
    fc.property(revisions, fc.integer(), (news, seed) => {
      const messages = news.map(({ number, revision }) =>
        aMessage(number, { revision, text: `r${revision}` }),
      );
      const shuffled = [...messages].sort((a, b) => mix(a, seed) - mix(b, seed));
      const half = Math.floor(shuffled.length / 2);

      expect(all(shuffled)).toEqual(all(messages));
      expect(mergeMessages(all(shuffled.slice(0, half)), shuffled.slice(half))).toEqual(all(messages));
    }),
  );
});

function mix({ sequence, revision }: Message, seed: number) {
  return Math.imul(sequence * 31 + revision * 7 + seed, 2654435761) | 0;
}
