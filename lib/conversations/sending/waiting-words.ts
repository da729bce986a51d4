import type { FailureReason, PublicPauseReason } from "@/lib/channels/channel";

export type WaitingReason =
  | PublicPauseReason
  | "reconnect_needed"
  | "channel_inactive"
  | "channel_disconnected"
  | "outcome_checked"
  | "private_reply_first"
  | "earlier_message";

/** Why an outgoing message has not gone yet, for agents, as it is. When it is tried again stands beside it. */
export const waitingWords: Record<WaitingReason, string> = {
  platform_busy: "Facebook asked us to slow down.",
  unreachable: "Facebook can't be reached just now.",
  permission_missing:
    "Our app lacks a permission to write for this Page. It goes out when an admin has reconnected the Page and granted everything that is asked.",
  page_restricted:
    "Facebook has restricted this Page or our app from sending messages. An admin can see the reason in Meta's Business Support Home.",
  public_blocked:
    "Facebook holds back this Page's public replies for a time, as it does after too many in a row. It is tried again by itself, and private messages go on.",
  public_paced:
    "Public replies of a Page go out one after the other, some seconds apart, so that Facebook does not block them.",
  reconnect_needed:
    "The connection to this Page has ended. It goes out when an admin has reconnected it in Settings → Channels.",
  channel_inactive: "This channel is switched off. It goes out when an admin has switched it on.",
  channel_disconnected: "This Page was disconnected. It goes out when an admin has connected it again.",
  outcome_checked: "We are finding out whether this message arrived.",
  private_reply_first: "It goes out once the private reply that it speaks of has.",
  earlier_message: "The message before this one goes first.",
};

/** What ends a wait is an admin's deed, not time. */
export const waitsForAnAdmin: readonly WaitingReason[] = [
  "reconnect_needed",
  "channel_inactive",
  "channel_disconnected",
];

/** What is told of a message that waited for too long. */
export const failureAfterWaiting: Record<
  Exclude<WaitingReason, "earlier_message" | "private_reply_first">,
  FailureReason
> = {
  platform_busy: "platform_busy",
  unreachable: "unreachable",
  permission_missing: "permission_missing",
  page_restricted: "page_restricted",
  public_blocked: "public_blocked",
  public_paced: "public_blocked",
  reconnect_needed: "reconnect_needed",
  channel_inactive: "channel_inactive",
  channel_disconnected: "reconnect_needed",
  outcome_checked: "outcome_unknown",
};
