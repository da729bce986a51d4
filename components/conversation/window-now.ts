import { messagingWindow } from "@/lib/conversations/messaging-window";
import type { MessagingWindow } from "@/lib/conversations/shapes";

const HOUR_MS = 3_600_000;

export interface WindowNow {
  state: MessagingWindow["state"];
  /** Milliseconds until this state ends; null where nothing runs out. */
  leftMs: number | null;
  urgency: "calm" | "soon" | "now";
}

/** What a window that was read some time ago is now: it runs out by itself, without any news from the server. */
export function windowNow({ openedBy, closesAt, humanAgentUntil }: MessagingWindow, now: number): WindowNow {
  const facts = {
    windowOpenedBy: openedBy,
    windowClosesAt: closesAt ? new Date(closesAt) : null,
    // The wire tells of this moment only where the channel may use the tag.
    humanAgentUntil: humanAgentUntil ? new Date(humanAgentUntil) : null,
  };
  const { state } = messagingWindow(facts, { now: new Date(now), humanAgent: true });
  const until = state === "open" ? closesAt : state === "human_agent" ? humanAgentUntil : null;
  const leftMs = until ? Date.parse(until) - now : null;
  return { state, leftMs, urgency: urgencyOf(state, leftMs) };
}

function urgencyOf(state: MessagingWindow["state"], leftMs: number | null) {
  if (leftMs === null) return "calm";
  if (leftMs < HOUR_MS) return "now";
  return leftMs < (state === "open" ? 4 : 12) * HOUR_MS ? "soon" : "calm";
}
