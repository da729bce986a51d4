import { timeLeft } from "@/components/ui/format-time";
import { whySendingStops } from "@/lib/channels/health/why-sending-stops";
import type { Conversation } from "@/lib/conversations/shapes";
import { windowNow } from "./window-now";

/** Whether a private reply would be taken just now, in one line, before anybody presses a button. */
export type SendingState =
  | { kind: "open"; line: string | null; urgency: "calm" | "soon" | "now" }
  | { kind: "tagged"; line: string; urgency: "calm" | "soon" | "now" }
  | { kind: "refused"; line: string; remedy: Remedy | null };

export type Refused = Extract<SendingState, { kind: "refused" }>;

/** What an admin does about it, and where. */
interface Remedy {
  href: string;
  words: string;
}

export function sendingState({ channel, contact, window }: Conversation, now: number): SendingState {
  const stopped = channelRefusal(channel);
  if (stopped) return stopped;

  const { state, leftMs, urgency } = windowNow(window, now);
  const left = timeLeft(leftMs ?? 0);
  switch (state) {
    case "open":
      return { kind: "open", line: `${left} left to reply`, urgency };
    case "human_agent":
      return { kind: "tagged", line: `A person may still reply for ${left}`, urgency };
    case "closed":
      return refused(`The time to reply is over. You can write again as soon as ${contact.name} does.`, null);
    case "none":
      return refused(`You can write here as soon as ${contact.name} does.`, null);
    default:
      return state satisfies never;
  }
}

/** Why nothing at all can go out through a channel, in public or in private; null = something may. */
export function channelRefusal(channel: Conversation["channel"]): Refused | null {
  if (!channel.connected) {
    return refused(`${channel.name} is no longer connected. What was said stays here.`, {
      href: "/settings/channels",
      words: "Open settings",
    });
  }
  if (!channel.active)
    return refused(`${channel.name} is switched off in the settings.`, {
      href: `/settings/channels/${channel.id}`,
      words: "Open settings",
    });
  const checkUp = { href: `/settings/channels/${channel.id}/check-up`, words: "Refresh permission" };
  if (channel.tokenState !== "valid") {
    return refused(
      `The access to ${channel.name} has ended, so nothing can be sent until an admin renews it.`,
      checkUp,
    );
  }
  const stopped = whySendingStops(channel.problems);
  return stopped ? refused(stopped, { ...checkUp, words: "Open the check-up" }) : null;
}

export function refused(line: string, remedy: Remedy | null): Refused {
  return { kind: "refused", line, remedy };
}
