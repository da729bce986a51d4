import { describe, expect, test } from "vitest";
import { aMessage, uuid } from "@/components/realtime/testing-shapes";
import type { Message } from "@/lib/conversations/shapes";
import { firstUnread, threadRows } from "./thread-rows";

const style = { locale: "en-GB", timeZone: "UTC" };
const ana = { kind: "agent", id: uuid(600), name: "Ana" } as const;
const reply = (number: number, change: Partial<Message> = {}) =>
  aMessage(number, { direction: "out", author: ana, status: "sent", ...change });
const rowsOf = (messages: Message[], complete = true) =>
  threadRows(messages, { unread: null, complete, style });

describe("a thread from top to bottom", () => {
  test("groups what one author says within five minutes", () => {
    const rows = rowsOf([aMessage(1), aMessage(2), reply(3), aMessage(20), aMessage(30)]);
    const groups = rows.map((row) => (row.kind === "bubble" ? [row.startsGroup, row.endsGroup] : row.kind));

    expect(groups).toEqual(["day", [true, false], [false, true], [true, true], [true, true], [true, true]]);
  });

  test("keeps a note apart from the reply of the same agent", () => {
    const [, first] = rowsOf([reply(1), reply(2, { visibility: "note" })]);
    expect(first).toMatchObject({ kind: "bubble", endsGroup: true });
  });

  test("begins each day by its name, as the reader's zone counts days", () => {
    const late = aMessage(1, { sentAt: "2026-11-20T23:30:00.000Z" });
    const early = aMessage(2, { sentAt: "2026-11-21T00:30:00.000Z" });
    const days = (timeZone: string) =>
      threadRows([late, early], { unread: null, complete: true, style: { ...style, timeZone } }).filter(
        ({ kind }) => kind === "day",
      ).length;

    expect([days("UTC"), days("America/New_York")]).toEqual([2, 1]);
  });

  test("doesn't name the day of its first message while older ones may belong to it", () => {
    expect(rowsOf([aMessage(1)], false).map(({ kind }) => kind)).toEqual(["bubble"]);
  });

  test("draws the line before the first unread message", () => {
    const messages = [aMessage(1), aMessage(2), aMessage(3)];
    const rows = threadRows(messages, { unread: { from: uuid(2), count: 2 }, complete: false, style });

    expect(rows.map(({ key }) => key)).toEqual([uuid(1), "unread", uuid(2), uuid(3)]);
  });
});

describe("the unread stretch", () => {
  test("counts what the contact wrote, not what was answered between", () => {
    expect(firstUnread([aMessage(1), aMessage(2), reply(3), aMessage(4)], 2)).toEqual({
      from: uuid(2),
      count: 2,
    });
  });

  test("begins at the first loaded message when more is unread than loaded", () => {
    expect(firstUnread([aMessage(8), aMessage(9)], 50)).toEqual({ from: uuid(8), count: 2 });
  });

  test("is nothing when all was read", () => {
    expect(firstUnread([aMessage(1)], 0)).toBeNull();
  });
});
