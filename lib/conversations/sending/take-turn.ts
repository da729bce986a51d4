import { and, asc, eq, inArray } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import type { OutboundMessage } from "@/lib/channels/channel";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { mayCall } from "@/lib/channels/pacing";
import { clock } from "@/lib/clock";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { changeMessage, type MessageRow } from "../change-message";
import { messagingWindow } from "../messaging-window";
import { failMessage } from "./end-message";
import { enqueueDelivery } from "./enqueue-delivery";
import { holdLane } from "./hold-lane";
import { mediaOf } from "./media-of-message";
import { messagingPlan } from "./messaging-plan";
import { after, growing, isOver, sendingPatience } from "./sending-patience";
import { postponeLook } from "./settle-message";
import { failureAfterWaiting, type WaitingReason } from "./waiting-words";

/** The first message of a lane that has no end yet, with all that speaking for it needs. */
export interface Turn {
  message: MessageRow;
  channel: ChannelRow;
  identity: typeof contactIdentities.$inferSelect;
}

export type NextStep =
  /** Nothing to do, or not yet: then the lane's job waits for its time, or for somebody who wakes it. */
  | { step: "rest" }
  | { step: "go_on" }
  /** Somebody else has the turn, for less than a moment. */
  | { step: "breathe"; milliseconds: number }
  | ({ step: "send"; outbound: OutboundMessage } & Turn)
  /** Nobody knows whether it arrived: the platform's history is to be asked. */
  | ({ step: "look" } & Turn);

const A_MOMENT_MS = 250;

const rest = { step: "rest" } as const;
const goOn = { step: "go_on" } as const;

/**
 * What a lane may do now. Whatever it is, it was written down before the platform is asked: a process that dies after
 * this leaves a message that says so, and never one that is sent twice.
 */
export function takeTurn(conversationId: string): Promise<NextStep> {
  return db.transaction(async (tx) => {
    await lockThreads(tx, eq(conversations.id, conversationId));
    const first = await readFirst(tx, conversationId);
    if (!first) return rest;

    return first.message.status === "sending" ? turnToLook(tx, first) : turnToSend(tx, first);
  });
}

type First = NonNullable<Awaited<ReturnType<typeof readFirst>>>;

async function readFirst(tx: Tx, conversationId: string) {
  const [first] = await tx
    .select({
      message: messages,
      conversation: conversations,
      channel: channels,
      identity: contactIdentities,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(channels, eq(channels.id, messages.channelId))
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(and(eq(messages.conversationId, conversationId), inArray(messages.status, ["queued", "sending"])))
    .orderBy(asc(messages.sequence))
    .limit(1)
    .for("no key update", { of: messages });
  return first;
}

async function turnToLook(tx: Tx, { message, channel, identity }: First): Promise<NextStep> {
  const now = clock.now();
  const { conversationId, retryAt } = message;
  await holdLane(tx, conversationId, { reason: "earlier_message", retryAt: null });
  if (retryAt && retryAt > now) {
    await enqueueDelivery(tx, conversationId, retryAt);
    return rest;
  }

  const uncertain = { ...message, uncertainSince: message.uncertainSince ?? message.attemptedAt ?? now };
  if (channel.disconnectedAt || channel.tokenState !== "valid")
    return (await postponeLook(tx, uncertain, null)) ? goOn : rest;
  const leave = await mayCall(channel, "history", tx);
  if (!leave.granted) {
    // Of many that wait for their turn, those that have waited long ask less often.
    const spread = Math.random() * growing(uncertain.uncertainSince, now, ...sendingPatience.spread);
    return (await postponeLook(tx, uncertain, after(leave.until, spread))) ? goOn : rest;
  }

  const claimed = await changeMessage(tx, message, {
    uncertainSince: uncertain.uncertainSince,
    waitingReason: "outcome_checked",
    waitingSince: message.waitingSince ?? now,
    retryAt: after(now, sendingPatience.look),
  });
  return { step: "look", message: claimed, channel, identity };
}

async function turnToSend(tx: Tx, first: First): Promise<NextStep> {
  const now = clock.now();
  const { message, channel, identity } = first;
  const { conversationId, retryAt, waitingReason, waitingSince } = message;
  const obstacle = obstacleOf(channel);
  const reason = obstacle ?? (waitingReason as WaitingReason | null);
  if (isOver(waitingSince, now, sendingPatience.queued) && reason && reason !== "earlier_message") {
    await failMessage(tx, message, failureAfterWaiting[reason]);
    return goOn;
  }
  const plan = planOf(first, now);
  if (!plan.allowed) {
    await failMessage(tx, message, "window_closed", plan.message);
    return goOn;
  }
  if (obstacle) {
    await holdLane(tx, conversationId, { reason: obstacle, retryAt: null });
    return rest;
  }
  if (reason && retryAt && retryAt > now) {
    await holdLane(tx, conversationId, { reason, retryAt });
    return rest;
  }
  const media = await mediaOf(tx, message, channel.kind);
  const isHeavy = media?.as === "audio" || media?.as === "video";
  const leave = await mayCall(channel, isHeavy ? "media" : "send", tx);
  if (!leave.granted) {
    const { reason, until, detail } = leave;
    const milliseconds = until.getTime() - now.getTime();
    if (milliseconds <= A_MOMENT_MS) return { step: "breathe", milliseconds };
    await holdLane(tx, conversationId, { reason, retryAt: until, detail });
    return rest;
  }
  const reserved = await reserve(tx, message, now, media !== undefined);
  return {
    step: "send",
    message: reserved,
    channel,
    identity,
    outbound: outboundOf(reserved, identity, { mode: plan.mode, media }),
  };
}

/** The window may have shut while the message waited: how it may go out is decided at this very moment. */
function planOf({ message, conversation, channel }: First, now: Date) {
  const window = messagingWindow(conversation, { now, humanAgent: channel.humanAgent });
  const author = message.authorKind === "agent" ? "agent" : "bot";
  return messagingPlan(
    { window, author, visibility: "private", humanAgentApproved: channel.humanAgent },
    now,
  );
}

function obstacleOf({ active, disconnectedAt, tokenState }: ChannelRow): WaitingReason | null {
  if (disconnectedAt) return "channel_disconnected";
  if (tokenState !== "valid") return "reconnect_needed";
  return active ? null : "channel_inactive";
}

async function reserve(tx: Tx, message: MessageRow, now: Date, hasFile: boolean) {
  const patience = hasFile ? sendingPatience.upload : sendingPatience.answer;
  return changeMessage(tx, message, {
    status: "sending",
    attemptedAt: now,
    firstAttemptedAt: message.firstAttemptedAt ?? now,
    uncertainSince: message.uncertainSince ?? now,
    missingSince: null,
    attempts: message.attempts + 1,
    failureReason: null,
    failureDetail: null,
    waitingReason: null,
    retryAt: after(now, patience),
    replyToExternalId: message.replyToExternalId ?? (await nameOfQuoted(tx, message.replyToId)),
  });
}

/** What is quoted stood before it in the lane: by now the platform has named it, or it never went out. */
async function nameOfQuoted(tx: Tx, messageId: string | null) {
  if (!messageId) return null;
  const [quoted] = await tx
    .select({ externalId: messages.externalId })
    .from(messages)
    .where(eq(messages.id, messageId));
  return quoted?.externalId ?? null;
}

function outboundOf(
  { id, text, details, replyToExternalId }: MessageRow,
  { externalId }: First["identity"],
  how: Pick<OutboundMessage, "mode" | "media">,
): OutboundMessage {
  return {
    id,
    contactExternalId: externalId,
    ...how,
    text: text ?? "",
    replyToExternalId: replyToExternalId ?? undefined,
    quickReplies: details?.quickReplies as OutboundMessage["quickReplies"],
  };
}
