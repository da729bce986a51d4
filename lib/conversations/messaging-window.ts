import type { MessagingWindow } from "./shapes";

/** What the rule knows of a thread; the columns of a conversation. */
export interface WindowFacts {
  windowOpenedBy: string | null;
  windowClosesAt: Date | null;
  humanAgentUntil: Date | null;
}

interface OpeningRule {
  label: string;
  /** How long the brand may write freely after it. */
  opensForHours: number;
  /** Whether the seven days of the human agent count from it. */
  isMessage: boolean;
  since: string;
  source: string;
}

const SEND_GUIDE = "Meta, Messenger Platform, Send messages (2026-05-05)";

/** What opens the messaging window, and for how long. Receipts and echoes open nothing, and neither does a comment. */
export const openingActions = {
  message: { label: "message", opensForHours: 24, isMessage: true, since: "2018-01-01", source: SEND_GUIDE },
  ad_message: {
    label: "message after a Click-to-Messenger ad",
    opensForHours: 168,
    isMessage: true,
    since: "2026-09-28",
    source: "Meta, Messenger Platform policy (2026-09-28)",
  },
  postback: { label: "button", opensForHours: 24, isMessage: true, since: "2018-01-01", source: SEND_GUIDE },
  referral: { label: "link or ad", opensForHours: 24, isMessage: false, since: "2018-01-01", source: SEND_GUIDE },
  reaction: { label: "reaction", opensForHours: 24, isMessage: false, since: "2021-01-01", source: SEND_GUIDE },
  opt_in: { label: "opt-in", opensForHours: 24, isMessage: false, since: "2018-01-01", source: SEND_GUIDE },
} as const satisfies Record<string, OpeningRule>;

export type OpeningAction = keyof typeof openingActions;

/** Human Agent feature: seven days after the person's last message, for what a person wrote. */
const HUMAN_AGENT_HOURS = 168;
const HOUR_IN_MS = 3_600_000;

/** The window after one more action. An older one never shortens it, so the order of arrival doesn't matter. */
export function openWindow(facts: WindowFacts, action: OpeningAction, at: Date): WindowFacts {
  const rule = openingActions[action];
  const closesAt = hoursAfter(at, rule.opensForHours);
  const isLonger = !facts.windowClosesAt || closesAt > facts.windowClosesAt;
  const humanAgentUntil = rule.isMessage ? hoursAfter(at, HUMAN_AGENT_HOURS) : null;

  return {
    windowOpenedBy: isLonger ? action : facts.windowOpenedBy,
    windowClosesAt: isLonger ? closesAt : facts.windowClosesAt,
    humanAgentUntil: later(facts.humanAgentUntil, humanAgentUntil),
  };
}

/** How the window stands at a moment. */
export function messagingWindow(
  { windowOpenedBy, windowClosesAt, humanAgentUntil }: WindowFacts,
  { now, humanAgent }: { now: Date; humanAgent: boolean },
): MessagingWindow {
  const told = {
    openedBy: windowOpenedBy,
    closesAt: windowClosesAt?.toISOString() ?? null,
    humanAgentUntil: (humanAgent && humanAgentUntil?.toISOString()) || null,
  };
  if (!windowClosesAt) return { ...told, state: "none" };
  if (now < windowClosesAt) return { ...told, state: "open" };
  if (humanAgent && humanAgentUntil && now < humanAgentUntil) return { ...told, state: "human_agent" };
  return { ...told, state: "closed" };
}

function hoursAfter(at: Date, hours: number) {
  return new Date(at.getTime() + hours * HOUR_IN_MS);
}

function later(a: Date | null, b: Date | null) {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}
