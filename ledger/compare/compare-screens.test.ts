import { describe, expect, test } from "vitest";
import { changedFields, compareList, comparePart, MESSAGES, ROWS } from "./compare-screens";

const rows = [
  { id: "c3", unreadCount: 2, lastMessage: { text: "Hello" } },
  { id: "c2", unreadCount: 0, lastMessage: { text: "Good morning" } },
  { id: "c1", unreadCount: 0, lastMessage: null },
];
const compare = (shown: typeof rows) => compareList("Ana's list", shown, rows, ROWS);

test("a screen that shows what is stored differs in nothing", () => {
  expect(compare(structuredClone(rows))).toEqual([]);
});

describe("it is told by name that", () => {
  test("a row is missing, or shown and nowhere else", () => {
    const stranger = { id: "c9", unreadCount: 0, lastMessage: null };
    expect(compare([...rows.slice(1), stranger]).map(({ kind }) => kind)).toEqual([
      "screen_row_missing",
      "screen_row_extra",
    ]);
  });
  test("rows stand in another order", () => {
    expect(compare([rows[1]!, rows[0]!, rows[2]!])).toEqual([
      { kind: "screen_row_order", where: "Ana's list", what: "c2 stands at 0, where c3 belongs" },
    ]);
  });
  test("a field of a row is another", () => {
    const altered = [{ ...rows[0]!, unreadCount: 1 }, ...rows.slice(1)];
    expect(compare(altered)).toEqual([
      { kind: "screen_row", where: "Ana's list", what: "c3: unreadCount is 1 instead of 2" },
    ]);
  });
  test("a message is missing", () => {
    const kinds = compareList("Ana's thread", rows.slice(1), rows, MESSAGES).map(({ kind }) => kind);
    expect(kinds).toEqual(["screen_message_missing"]);
  });
  test("a badge is another", () => {
    const shown = { mine: { open: 1, unread: 0 } };
    const fresh = { mine: { open: 2, unread: 0 } };
    expect(comparePart("Ana's counters", shown, fresh)).toEqual([
      { kind: "screen_part", where: "Ana's counters", what: "mine.open is 1 instead of 2" },
    ]);
  });
});

test("a difference is named by its field, also where one side lacks it", () => {
  expect(changedFields({ a: [1, 2] }, { a: [1] })).toEqual(["a.1 is 2 instead of nothing"]);
  expect(changedFields(null, { a: 1 })).toEqual(['it is null instead of {"a":1}']);
});
