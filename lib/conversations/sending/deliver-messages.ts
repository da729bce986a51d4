import { setTimeout as pause } from "node:timers/promises";
import type { SendResult } from "@/lib/channels/channel";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import { channelOf } from "@/lib/channels/registry";
import type { JobPayload } from "@/lib/jobs/schemas";
import { lookInHistory } from "./look-in-history";
import { settleMessage } from "./settle-message";
import { type NextStep, takeTurn } from "./take-turn";

/**
 * The job that works off one lane of a conversation: what waits goes out in order, and what became of a message that was
 * never confirmed is found out first. Calls of the platform stand outside of any transaction.
 */
export async function deliverMessages({
  conversationId,
  visibility = "private",
}: JobPayload<"deliver-messages">) {
  for (;;) {
    const next = await takeTurn({ conversationId, visibility });
    if (!(await does(next))) return;
  }
}

/** @returns whether the lane may go on at once. */
async function does(next: NextStep): Promise<boolean> {
  switch (next.step) {
    case "rest":
      return false;
    case "go_on":
      return true;
    case "breathe":
      await pause(next.milliseconds);
      return true;
    case "send":
      return settleMessage(next, await attempt(next));
    case "look":
      return lookInHistory(next);
    default:
      return next satisfies never;
  }
}

async function attempt({ channel, outbound }: Extract<NextStep, { step: "send" }>): Promise<SendResult> {
  const credentials = await channelCredentials(channel);
  if (credentials) return channelOf(channel.kind).send(credentials, outbound);

  const detail = "The channel has no access token that can be read.";
  return { outcome: "rejected", reason: "reconnect_needed", detail, retryable: false };
}
