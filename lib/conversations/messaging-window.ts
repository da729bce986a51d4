import type { MessagingWindow } from "./shapes";

const HOUR_MS = 3_600_000;
const HUMAN_AGENT_HOURS = 7 * 24;

const sendMessages = "Meta, Messenger Platform: Send Messages, page of 2026-05-05";
const policy = "Meta, Messenger Platform policy, page of 2026-09-28";

/**
 * What a person can do that lets the Page write to them, and for how long. Data, because the platform changes it:
 * `asOf` is the day of the page that says so. `wrote`: the person's own words, from which the human agent's days
 * are counted. A comment is missing on purpose: only the answer to a private reply opens a window.
 */
export const openingActions = {
  message: { label: "Message", hours: 24, wrote: true, asOf: "2026-05-05", source: sendMessages },
  ad_message: { label: "Message from an ad", hours: 168, wrote: true, asOf: "2026-09-28", source: policy },
  postback: { label: "Button", hours: 24, wrote: false, asOf: "2026-05-05", source: sendMessages },
  referral: { label: "Link or ad", hours: 24, wrote: false, asOf: "2026-05-05", source: sendMessages },
  reaction: { label: "Reaction", hours: 24, wrote: false, asOf: "2026-05-05", source: sendMessages },
  opt_in: { label: "Opt-in", hours: 24, wrote: false, asOf: "2026-05-05", source: sendMessages },
} as const;

export type OpeningAction = keyof typeof openingActions;

/** The columns of a conversation that hold its window. */
export interface WindowFacts {
  windowOpenedBy: string | null;
  windowClosesAt: Date | null;
  humanAgentUntil: Date | null;
}

/** The window after an action at `at` (platform time). Events may come in any order: none ever shortens it. */
export function openWindow(previous: WindowFacts, action: OpeningAction, at: Date): WindowFacts {
  const { hours, wrote } = openingActions[action];
  const closesAt = hoursAfter(at, hours);
  const { windowOpenedBy, windowClosesAt } = previous;

  return {
    ...(closesLater(previous, action, closesAt)
      ? { windowOpenedBy: action, windowClosesAt: closesAt }
      : { windowOpenedBy, windowClosesAt }),
    humanAgentUntil: wrote
      ? later(previous.humanAgentUntil, hoursAfter(at, HUMAN_AGENT_HOURS))
      : previous.humanAgentUntil,
  };
}

/** Between two that close at the same moment the table's order decides, so that the order of arrival does not. */
function closesLater(previous: WindowFacts, action: OpeningAction, closesAt: Date) {
  if (!previous.windowClosesAt) return true;
  const difference = closesAt.getTime() - previous.windowClosesAt.getTime();

  return difference > 0 || (difference === 0 && rank(action) < rank(previous.windowOpenedBy));
}

function rank(action: string | null) {
  const place = Object.keys(openingActions).indexOf(action ?? "");
  return place < 0 ? Number.POSITIVE_INFINITY : place;
}

/**
 * The window as it stands at `now`; it is shut from the very moment at which it closes. `humanAgent`: the channel's
 * app was approved for human agents and its admin switched them on; without that their days are not told.
 */
export function messagingWindow(
  { windowOpenedBy, windowClosesAt, humanAgentUntil }: WindowFacts,
  { now, humanAgent }: { now: Date; humanAgent: boolean },
): MessagingWindow {
  const window = {
    openedBy: windowOpenedBy,
    closesAt: windowClosesAt?.toISOString() ?? null,
    humanAgentUntil: (humanAgent && humanAgentUntil?.toISOString()) || null,
  };
  return { ...window, state: stateAt(window, now) };
}

/** How a window that was told earlier stands at another moment: screens count down, and jobs run late. */
export function stateAt(window: Omit<MessagingWindow, "state">, now: Date): MessagingWindow["state"] {
  if (isAhead(window.closesAt, now)) return "open";
  if (isAhead(window.humanAgentUntil, now)) return "human_agent";

  return window.closesAt ? "closed" : "none";
}

function isAhead(moment: string | null, now: Date) {
  return moment !== null && now < new Date(moment);
}

function hoursAfter(at: Date, hours: number) {
  return new Date(at.getTime() + hours * HOUR_MS);
}

function later(one: Date | null, other: Date) {
  return one && one > other ? one : other;
}
