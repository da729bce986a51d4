import { describe, expect, test } from "vitest";
import { aConversation, uuid } from "@/components/realtime/testing-shapes";
import { belongsTo, type Filters, filtersFrom } from "./filters";

const me = uuid(600);
const all: Filters = { view: "all", status: "open", channelId: null, q: "" };
const now = Date.parse("2026-11-21T12:00:00.000Z");

test("an address that says nonsense is read as the default", () => {
  const search = new URLSearchParams({
    view: "everything",
    status: "lost",
    channel: "1 or 1=1",
    q: "  María ",
  });
  expect(filtersFrom(search)).toEqual({ view: "mine", status: "open", channelId: null, q: "María" });
});

describe("a conversation belongs", () => {
  const mine = aConversation(1, { assignee: { id: me, name: "Ana" } });

  test("to its assignee's view, and to nobody's until it is taken", () => {
    expect(belongsTo({ ...all, view: "mine" }, mine, me, now)).toBe(true);
    expect(belongsTo({ ...all, view: "unassigned" }, mine, me, now)).toBe(false);
    expect(belongsTo({ ...all, view: "unassigned" }, aConversation(1), me, now)).toBe(true);
  });

  test("to the status, the channel and the name that are asked for", () => {
    expect(belongsTo({ ...all, status: "closed" }, mine, me, now)).toBe(false);
    expect(belongsTo({ ...all, channelId: uuid(701) }, mine, me, now)).toBe(false);
    expect(belongsTo({ ...all, q: "solano" }, mine, me, now)).toBe(true);
    expect(belongsTo({ ...all, q: "becker" }, mine, me, now)).toBe(false);
  });

  test("to closing soon while somebody waits and the window is open", () => {
    const closing: Filters = { ...all, view: "closing" };
    expect(belongsTo(closing, mine, me, now)).toBe(true);
    expect(belongsTo(closing, { ...mine, waitingSince: null }, me, now)).toBe(false);
    expect(belongsTo(closing, mine, me, Date.parse("2200-01-01"))).toBe(false);
  });

  test("to approvals while a public reply waits for a second person, closed or not", () => {
    const approvals: Filters = { ...all, view: "approvals" };
    expect(belongsTo(approvals, mine, me, now)).toBe(false);
    expect(belongsTo(approvals, { ...mine, approvalPending: true }, me, now)).toBe(true);
    expect(belongsTo(approvals, { ...mine, approvalPending: true, status: "closed" }, me, now)).toBe(true);
  });
});
