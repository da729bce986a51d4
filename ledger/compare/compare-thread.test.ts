import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareThread, type PlatformMessage, type StoredMessage } from "./compare-thread";
import { countKinds } from "./difference";

const moment = (number: number) => new Date(Date.UTC(2026, 10, 21, 9, 0, 0, number)).toISOString();

function told(number: number, change: Partial<PlatformMessage> = {}): PlatformMessage {
  const text = `Customer 1 says ${number}`;
  const receipts = { delivered: true, seen: false };
  return {
    mid: `m_${number}`,
    from: "person",
    text,
    sentAt: moment(number),
    reaction: null,
    ...receipts,
    ...change,
  };
}

function stored({ mid, from, text, sentAt, reaction, delivered, seen }: PlatformMessage): StoredMessage {
  const status = from === "person" ? "received" : seen ? "read" : delivered ? "delivered" : "sent";
  return {
    id: `id ${mid}`,
    mid,
    direction: from === "person" ? "in" : "out",
    text,
    sentAt,
    reaction,
    status,
  };
}

const platform = [told(1), told(2, { from: "page", seen: true }), told(3, { reaction: "👍" }), told(4)];
const database = platform.map(stored);
const kinds = (rows: StoredMessage[]) =>
  countKinds(compareThread("Harbor Coffee, Customer 1", platform, rows));

test("the same on both sides is no difference", () => {
  expect(compareThread("Harbor Coffee, Customer 1", platform, database)).toEqual([]);
});

describe("it is told by name that", () => {
  test("a message is missing", () => {
    expect(compareThread("Harbor Coffee, Customer 1", platform, database.toSpliced(1, 1))).toEqual([
      { kind: "message_missing", where: "Harbor Coffee, Customer 1", what: "m_2 “Customer 1 says 2”" },
    ]);
  });

  test("a message stands there twice", () => {
    expect(kinds([...database.slice(0, 2), database[1]!, ...database.slice(2)])).toEqual({
      message_twice: 1,
    });
  });

  test("something stands there that the platform does not know", () => {
    expect(kinds([...database, { ...stored(told(5)), mid: "m_5" }])).toEqual({ message_invented: 1 });
    expect(kinds([...database, { ...stored(told(5)), mid: null, status: "sent" }])).toEqual({
      message_invented: 1,
    });
    expect(kinds([...database, { ...stored(told(5)), mid: null, status: "queued" }])).toEqual({});
  });

  test("the order is another", () => {
    const [first, second, third, fourth] = database as [
      StoredMessage,
      StoredMessage,
      StoredMessage,
      StoredMessage,
    ];
    expect(kinds([first, third, second, fourth])).toEqual({ message_order: 1 });
  });

  test.each([
    ["message_text", { text: "something else" }],
    ["message_direction", { direction: "in" as const }],
    ["message_time", { sentAt: moment(900) }],
    ["message_reaction", { reaction: "😮" }],
    ["message_receipt", { status: "delivered" }],
  ])("%s", (kind, change) => {
    expect(kinds(database.map((row, index) => (index === 1 ? { ...row, ...change } : row)))).toEqual({
      [kind]: 1,
    });
  });
});

test("what was found in a history is as exact as that", () => {
  const late = database.map((row, index) => (index === 3 ? { ...row, sentAt: moment(0) } : row));
  const inOrder = [late[3]!, ...late.slice(0, 3)];
  expect(countKinds(compareThread("a thread", platform, late, 1_000))).toEqual({});
  expect(countKinds(compareThread("a thread", platform, inOrder, 1_000))).toEqual({ message_order: 1 });
});

test("whatever is taken out, doubled or moved is noticed", () => {
  const change = fc.record({
    kind: fc.constantFrom("take", "double", "move"),
    at: fc.nat(19),
    to: fc.nat(19),
  });
  fc.assert(
    fc.property(change, ({ kind, at, to }) => {
      const messages = Array.from({ length: 20 }, (_, number) => told(number));
      const rows = messages.map(stored);
      if (kind === "take") rows.splice(at, 1);
      if (kind === "double") rows.splice(to, 0, rows[at]!);
      if (kind === "move") rows.splice(to, 0, ...rows.splice(at, 1));
      const isSame = kind === "move" && at === to;
      expect(compareThread("a thread", messages, rows).length > 0).toBe(!isSame);
    }),
  );
});
