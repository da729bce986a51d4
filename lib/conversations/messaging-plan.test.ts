import { describe, expect, test } from "vitest";
import { isRetired, type MessageAuthor, messageTags, messagingPlan } from "./messaging-plan";
import { openWindow, type WindowFacts } from "./messaging-window";

const start = new Date("2026-11-21T12:00:00Z");
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const never: WindowFacts = { windowOpenedBy: null, windowClosesAt: null, humanAgentUntil: null };
const windows = {
  never,
  wrote: openWindow(never, "message", start),
  ad: openWindow(never, "ad_message", start),
  tapped: openWindow(never, "postback", start),
};

type Row = [
  window: keyof typeof windows,
  hour: number,
  author: MessageAuthor,
  approved: boolean,
  mode: "reply" | "human_agent" | null,
];

/** One row for each case that can be told apart; `null` = refused before it is sent. */
const truths: Row[] = [
  ["never", 0, "agent", false, null],
  ["never", 0, "agent", true, null],
  ["never", 0, "bot", false, null],
  ["never", 0, "bot", true, null],
  ["wrote", 1, "agent", false, "reply"],
  ["wrote", 1, "agent", true, "reply"],
  ["wrote", 1, "bot", false, "reply"],
  ["wrote", 1, "bot", true, "reply"],
  ["wrote", 24, "agent", false, null],
  ["wrote", 24, "agent", true, "human_agent"],
  ["wrote", 24, "bot", false, null],
  ["wrote", 24, "bot", true, null],
  ["wrote", 167, "agent", true, "human_agent"],
  ["wrote", 168, "agent", true, null],
  ["wrote", 168, "bot", true, null],
  ["ad", 100, "agent", false, "reply"],
  ["ad", 100, "bot", false, "reply"],
  ["ad", 168, "agent", true, null],
  ["tapped", 1, "agent", false, "reply"],
  ["tapped", 24, "agent", true, null],
  ["tapped", 24, "bot", true, null],
];

describe("private messages", () => {
  test.each(truths)("%s, %i h later, by %s, human agents %s: %s", (window, hour, author, approved, mode) => {
    const question = {
      window: windows[window],
      author,
      visibility: "private",
      humanAgentApproved: approved,
    } as const;

    const plan = messagingPlan(question, hours(hour));
    expect(plan.allowed ? plan.mode : null).toBe(mode);
    if (!plan.allowed) expect(plan.message).toMatch(/^[A-Z].*\.$/);
  });

  const refused = (window: WindowFacts, hour: number, author: MessageAuthor, humanAgentApproved: boolean) => {
    const plan = messagingPlan({ window, author, visibility: "private", humanAgentApproved }, hours(hour));
    return plan.allowed ? "" : plan.message;
  };

  test("a refusal says what can be done", () => {
    expect(refused(windows.never, 0, "agent", true)).toContain("as soon as they write");
    expect(refused(windows.wrote, 30, "agent", false)).toContain("an admin can switch that on");
    expect(refused(windows.wrote, 30, "bot", true)).toContain("Only a person may still write");
    expect(refused(windows.wrote, 200, "agent", false)).toContain("keep your text");
  });
});

test("no window governs what is public", () => {
  const question = { window: never, author: "bot", visibility: "public", humanAgentApproved: false } as const;

  expect(messagingPlan(question, start)).toEqual({ allowed: true, mode: "reply" });
});

describe("tags", () => {
  test("the three for updates ended on 2026-04-27", () => {
    const update = { retiredOn: "2026-04-27" };

    expect(isRetired(update, new Date("2026-04-26T23:59:59Z"))).toBe(false);
    expect(isRetired(update, new Date("2026-04-27T00:00:00Z"))).toBe(true);
  });

  test("what is retired can never go out, and what goes out is never a bot's", () => {
    for (const { mode, author, retiredOn } of messageTags) {
      expect(mode === null).toBe(retiredOn !== null);
      expect(author).not.toBe("bot");
    }
  });
});
