import { describe, expect, test } from "vitest";
import { messagingWindow, openWindow, type WindowFacts } from "../messaging-window";
import {
  isRetired,
  type MessageAuthor,
  messageTags,
  messagingPlan,
  type PlanQuestion,
} from "./messaging-plan";

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
  outcome: "reply" | "human_agent" | "never_opened" | "only_people" | "window_closed",
];

/** One row for each case that can be told apart. */
const truths: Row[] = [
  ["never", 0, "agent", false, "never_opened"],
  ["never", 0, "agent", true, "never_opened"],
  ["never", 0, "bot", false, "never_opened"],
  ["never", 0, "bot", true, "never_opened"],
  ["wrote", 1, "agent", false, "reply"],
  ["wrote", 1, "agent", true, "reply"],
  ["wrote", 1, "bot", false, "reply"],
  ["wrote", 1, "bot", true, "reply"],
  ["wrote", 24, "agent", false, "window_closed"],
  ["wrote", 24, "agent", true, "human_agent"],
  ["wrote", 24, "bot", false, "window_closed"],
  ["wrote", 24, "bot", true, "only_people"],
  ["wrote", 167, "agent", true, "human_agent"],
  ["wrote", 168, "agent", true, "window_closed"],
  ["wrote", 168, "bot", true, "window_closed"],
  ["ad", 100, "agent", false, "reply"],
  ["ad", 100, "bot", false, "reply"],
  ["ad", 168, "agent", true, "window_closed"],
  ["tapped", 1, "agent", false, "reply"],
  ["tapped", 24, "agent", true, "window_closed"],
  ["tapped", 24, "bot", true, "window_closed"],
];

describe("private messages", () => {
  test.each(truths)("%s, %i h later, by %s, human agents %s: %s", (name, hour, author, approved, outcome) => {
    const now = hours(hour);
    const window = messagingWindow(windows[name], { now, humanAgent: approved });

    const plan = messagingPlan({ window, author, visibility: "private", humanAgentApproved: approved }, now);
    expect(plan.allowed ? plan.mode : plan.reason).toBe(outcome);
    if (!plan.allowed) expect(plan.message).toMatch(/^[A-Z].*\.$/);
  });

  test("the window is judged at the moment of sending, not of reading", () => {
    const window = messagingWindow(windows.wrote, { now: start, humanAgent: false });
    const question = { window, author: "agent", visibility: "private", humanAgentApproved: false } as const;

    expect(messagingPlan(question, hours(25))).toMatchObject({ allowed: false, reason: "window_closed" });
  });

  test("a switch that was turned off since then is off", () => {
    const window = messagingWindow(windows.wrote, { now: start, humanAgent: true });
    const question = { window, author: "agent", visibility: "private", humanAgentApproved: false } as const;

    expect(messagingPlan(question, hours(25))).toMatchObject({ allowed: false, reason: "window_closed" });
  });
});

type PublicRow = [
  author: MessageAuthor,
  visibility: "public" | "private" | "note",
  more: Partial<PlanQuestion>,
  outcome: string,
];

/** No window governs what is public, a private reply to it, or a note: none of these contacts has ever written. */
const outside: PublicRow[] = [
  ["agent", "note", {}, "reply"],
  ["bot", "note", {}, "reply"],
  ["system", "note", {}, "reply"],
  ["agent", "public", {}, "reply"],
  ["agent", "public", { ruleId: null }, "reply"],
  ["bot", "public", {}, "only_people_in_public"],
  ["bot", "public", { ruleId: null }, "only_people_in_public"],
  ["bot", "public", { ruleId: "a rule" }, "reply"],
  ["system", "public", {}, "only_people_in_public"],
  ["system", "public", { ruleId: "a rule" }, "reply"],
  ["agent", "private", { privateReply: "possible" }, "reply"],
  ["agent", "private", { privateReply: "used" }, "private_reply_used"],
  ["agent", "private", { privateReply: "late" }, "private_reply_late"],
  ["agent", "private", { privateReply: "impossible" }, "private_reply_impossible"],
  ["agent", "private", { privateReply: null }, "never_opened"],
  ["bot", "private", { ruleId: "a rule" }, "never_opened"],
];

test.each(outside)("by %s, %s, with %j: %s", (author, visibility, more, outcome) => {
  const window = messagingWindow(never, { now: start, humanAgent: false });

  const plan = messagingPlan({ window, author, visibility, humanAgentApproved: false, ...more }, start);
  expect(plan.allowed ? plan.mode : plan.reason).toBe(outcome);
  if (!plan.allowed) expect(plan.message).toMatch(/^[A-Z].*\.$/);
});

test("an open window does not let a used private reply go again as one", () => {
  const window = messagingWindow(windows.wrote, { now: start, humanAgent: false });
  const asked = { window, author: "agent", visibility: "private", humanAgentApproved: false } as const;

  expect(messagingPlan({ ...asked, privateReply: "used" }, hours(1))).toMatchObject({ allowed: false });
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
