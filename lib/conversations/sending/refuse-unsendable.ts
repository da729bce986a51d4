import type { ChannelRow } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { ConversationRow } from "../lock-conversation";
import { messagingWindow } from "../messaging-window";
import type { ChosenPlace } from "./choose-place";
import { messagingPlan } from "./messaging-plan";
import { type ReplyContent, refusalAt } from "./place-capabilities";

type Channel = Pick<
  ChannelRow,
  "kind" | "name" | "active" | "disconnectedAt" | "tokenState" | "lengthLimit" | "humanAgent"
>;

/**
 * What can't go out is told before it is stored.
 *
 * @throws AppError `channel_inactive`, `reconnect_needed`; `window_closed`, `private_reply_used`, `private_reply_late`,
 * `private_reply_impossible`; `too_long`, `not_here`.
 */
export function refuseUnsendable(
  conversation: ConversationRow,
  channel: Channel,
  { place, privateReply }: ChosenPlace,
  content: ReplyContent,
) {
  if (place === "note") return;
  refuseSilentChannel(channel);
  const refusal = refusalAt(place, channel, content);
  if (refusal) throw new AppError(refusal.code, refusal.message, { details: refusal.details });

  const now = clock.now();
  const { humanAgent } = channel;
  const window = messagingWindow(conversation, { now, humanAgent });
  const visibility = place === "public_comment" ? "public" : "private";
  const asked = {
    window,
    author: "agent",
    visibility,
    privateReply,
    humanAgentApproved: humanAgent,
  } as const;
  const plan = messagingPlan(asked, now);
  if (plan.allowed) return;

  const { reason, message } = plan;
  const isOfWindow = reason === "never_opened" || reason === "only_people";
  throw new AppError(isOfWindow ? "window_closed" : reason, message, { details: { reason } });
}

function refuseSilentChannel({ name, active, disconnectedAt, tokenState }: Channel) {
  if (!active) {
    throw new AppError("channel_inactive", `${name} is switched off. An admin can switch it on in Settings.`);
  }
  if (disconnectedAt || tokenState !== "valid") {
    throw new AppError("reconnect_needed", `${name} must be connected again before anybody can answer.`);
  }
}
