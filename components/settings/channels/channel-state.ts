import { missingFields } from "@/lib/channels/facebook/subscription-fields";
import { problemWords } from "@/lib/channels/health/problem-words";
import type { ChannelShape } from "@/lib/channels/shapes";

/** Where a channel stands, in one line with at most one action. */
export interface ChannelState {
  tone: "good" | "warn" | "bad" | "neutral";
  word: string;
  explanation: string | null;
  action: "subscribe" | "reconnect" | "check_up" | null;
}

/** The worst comes first: what stops everything hides what stops a part. */
export function channelState(channel: ChannelShape): ChannelState {
  if (!channel.connected)
    return {
      tone: "neutral",
      word: "Disconnected",
      explanation: "Nothing arrives and nothing can be sent. The history stays.",
      action: "reconnect",
    };
  if (channel.tokenState !== "valid")
    return {
      tone: "bad",
      word: "Needs a new permission",
      explanation: "Facebook has ended Pagedesk’s access. What arrives is kept; nothing can be sent.",
      action: "check_up",
    };
  const [problem] = channel.problems;
  if (problem)
    return {
      tone: "bad",
      word: problemWords(problem).word,
      explanation: problemWords(problem).explanation,
      action: "check_up",
    };
  if (!channel.subscribed)
    return {
      tone: "warn",
      word: "Not subscribed",
      explanation: "New messages don’t arrive.",
      action: "subscribe",
    };

  const missing = missingFields(channel);
  // What Facebook has refused it refuses again: first something must be mended.
  const refused = new Set(channel.refusedFields.map(({ name }) => name));
  if (missing.length > 0)
    return {
      tone: "warn",
      word: "Partly subscribed",
      explanation: `Doesn’t receive: ${inWords(missing.map(({ why }) => why.charAt(0).toLowerCase() + why.slice(1)))}.`,
      action: missing.every(({ name }) => refused.has(name)) ? "check_up" : "subscribe",
    };
  if (!channel.active)
    return {
      tone: "neutral",
      word: "Switched off",
      explanation: "What arrives is kept but not shown, and nobody can answer.",
      action: null,
    };
  return { tone: "good", word: "Subscribed", explanation: null, action: null };
}

const NAMED = 2;

function inWords(reasons: string[]) {
  if (reasons.length <= NAMED + 1) return new Intl.ListFormat("en").format(reasons);
  return `${reasons.slice(0, NAMED).join(", ")} and ${reasons.length - NAMED} more`;
}
