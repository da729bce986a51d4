import type { SendMode } from "@/lib/channels/channel";
import type { MessagingWindow } from "./shapes";

interface Asked {
  window: Pick<MessagingWindow, "state" | "closesAt" | "humanAgentUntil">;
  author: "agent" | "bot";
  visibility: "private" | "note";
  /** The channel's app has the Human Agent feature. */
  humanAgentApproved: boolean;
}

export type MessagingPlan =
  | { allowed: true; mode: SendMode }
  | { allowed: false; reason: "window_closed" | "only_people" | "never_opened"; message: string };

/** How a message may go out now, or why it may not. The tag for people is never put on what no person wrote. */
export function messagingPlan(asked: Asked, now: Date): MessagingPlan {
  const { window, author, visibility, humanAgentApproved } = asked;
  if (visibility === "note") return { allowed: true, mode: "reply" };
  if (window.closesAt === null) return refused("never_opened");
  if (now < new Date(window.closesAt)) return { allowed: true, mode: "reply" };

  const peopleMayWrite =
    humanAgentApproved && window.humanAgentUntil !== null && now < new Date(window.humanAgentUntil);
  if (!peopleMayWrite) return refused("window_closed");
  return author === "agent" ? { allowed: true, mode: "human_agent" } : refused("only_people");
}

const words = {
  never_opened: "This contact has not written privately yet, so Messenger takes no message to them.",
  window_closed: "The time to answer is over. You can write again as soon as the contact does.",
  only_people: "The time for automatic messages is over. Only a person may still write.",
};

function refused(reason: keyof typeof words): MessagingPlan {
  return { allowed: false, reason, message: words[reason] };
}

interface TagRule {
  tag: string;
  allowedFor: string;
  /** The day from which the platform refuses it; null = in use. */
  retiredOn: string | null;
  source: string;
}

const CHANGELOG = "Meta, Messenger Platform changelog (2026-04-27); refused with code 100, subcode 1893061";

/** Message tags of the platform. What is retired stays listed, so that nobody brings it back. */
export const messageTags: TagRule[] = [
  { tag: "HUMAN_AGENT", allowedFor: "a person's answer, 7 days", retiredOn: null, source: CHANGELOG },
  { tag: "CONFIRMED_EVENT_UPDATE", allowedFor: "event reminders", retiredOn: "2026-04-27", source: CHANGELOG },
  { tag: "ACCOUNT_UPDATE", allowedFor: "account changes", retiredOn: "2026-04-27", source: CHANGELOG },
  { tag: "POST_PURCHASE_UPDATE", allowedFor: "order updates", retiredOn: "2026-04-27", source: CHANGELOG },
];
