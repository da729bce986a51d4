import { asc, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import type { OutboundMedia, OutboundMessage } from "@/lib/channels/channel";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { type CallKind, mayCall } from "@/lib/channels/pacing";
import { clock } from "@/lib/clock";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { changeMessage, type MessageRow } from "../change-message";
import { messagingWindow } from "../messaging-window";
import { lockAnswered } from "../publications/lock-answered";
import { type AnsweredPrivately, answeredPrivately } from "./answered-privately";
import { failMessage } from "./end-message";
import { enqueueDelivery } from "./enqueue-delivery";
import { holdLane } from "./hold-lane";
import { isInLane, type Lane } from "./lane";
import { mediaOf } from "./media-of-message";
import { failureByPlan, messagingPlan } from "./messaging-plan";
import { nameOfQuoted, outboundMessage, placeOf } from "./outbound-message";
import { after, growing, isOver, sendingPatience } from "./sending-patience";
import { postponeLook } from "./settle-message";
import { failureAfterWaiting, type WaitingReason, waitsForAnAdmin } from "./waiting-words";

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

/** Why the first of a lane waits. */
type InLane = Exclude<WaitingReason, "private_reply_first">;

const A_MOMENT_MS = 250;

const rest = { step: "rest" } as const;
const goOn = { step: "go_on" } as const;

/**
 * What a lane may do now. Whatever it is, it was written down before the platform is asked: a process that dies after
 * this leaves a message that says so, and never one that is sent twice.
 */
export function takeTurn(lane: Lane): Promise<NextStep> {
  return db.transaction(async (tx) => {
    if (lane.visibility === "private") await lockAnswered(tx, isInLane(lane));
    await lockThreads(tx, eq(conversations.id, lane.conversationId));
    const first = await readFirst(tx, lane);
    if (!first) return rest;

    const { message } = first;
    if (await speaksInVain(tx, message)) {
      await failMessage(tx, message, "private_reply_not_sent", null);
      return goOn;
    }
    if (message.waitingReason === "private_reply_first") {
      // The wait for that was nobody's fault, and counts for nothing.
      await changeMessage(tx, message, { waitingReason: null, waitingSince: null, retryAt: null });
      return goOn;
    }
    return message.status === "sending" ? turnToLook(tx, first) : turnToSend(tx, first);
  });
}

type First = NonNullable<Awaited<ReturnType<typeof readFirst>>>;

async function readFirst(tx: Tx, lane: Lane) {
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
    .where(isInLane(lane))
    .orderBy(asc(messages.sequence))
    .limit(1)
    .for("no key update", { of: messages });
  return first;
}

async function turnToLook(tx: Tx, { message, channel, identity }: First): Promise<NextStep> {
  const now = clock.now();
  const { conversationId, visibility, retryAt } = message;
  await holdLane(tx, message, { reason: "earlier_message", retryAt: null });
  if (retryAt && retryAt > now) {
    await enqueueDelivery(tx, conversationId, { visibility, runAt: retryAt });
    return rest;
  }

  const uncertain = { ...message, uncertainSince: message.uncertainSince ?? message.attemptedAt ?? now };
  if (channel.disconnectedAt || channel.tokenState !== "valid")
    return (await postponeLook(tx, uncertain, null)) ? goOn : rest;
  const leave = await mayCall(channel, visibility === "public" ? "comments" : "history", tx);
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
  const { retryAt, waitingReason } = message;
  const obstacle = obstacleOf(channel);
  const reason = obstacle ?? (waitingReason as InLane | null);
  if (reason && reason !== "earlier_message" && hasWaitedTooLong(message, reason, now)) {
    await failMessage(tx, message, failureAfterWaiting[reason]);
    return goOn;
  }
  const answered = await answeredPrivately(tx, message, now);
  const plan = planOf(first, answered, now);
  if (!plan.allowed) {
    await failMessage(tx, message, failureByPlan(plan.reason), plan.message);
    return goOn;
  }
  if (obstacle) {
    await holdLane(tx, message, { reason: obstacle, retryAt: null });
    return rest;
  }
  if (reason && retryAt && retryAt > now) {
    await holdLane(tx, message, { reason, retryAt });
    return rest;
  }
  const media = await mediaOf(tx, message, channel.kind);
  const leave = await mayCall(channel, callKindOf(message, media), tx);
  if (!leave.granted) {
    const { reason, until, detail } = leave;
    const milliseconds = until.getTime() - now.getTime();
    if (milliseconds <= A_MOMENT_MS) return { step: "breathe", milliseconds };
    await holdLane(tx, message, { reason, retryAt: until, detail });
    return rest;
  }
  const reserved = await reserve(tx, message, now, media !== undefined);
  const place = placeOf(reserved, answered?.to);
  if (!place) {
    await failMessage(tx, reserved, "public_gone", null);
    return goOn;
  }
  const outbound = outboundMessage(reserved, identity.externalId, { mode: plan.mode, media, place });
  return { step: "send", message: reserved, channel, identity, outbound };
}

/** Whether the private reply of which it speaks has failed: it has its end, for until then this is in no lane. */
async function speaksInVain(tx: Tx, { status, goesAfterId }: MessageRow) {
  if (!goesAfterId || status !== "queued") return false;
  const [reply] = await tx
    .select({ status: messages.status })
    .from(messages)
    .where(eq(messages.id, goesAfterId));
  return reply?.status === "failed";
}

function hasWaitedTooLong({ visibility, waitingSince }: MessageRow, reason: WaitingReason, now: Date) {
  const isShort = visibility === "public" && !waitsForAnAdmin.includes(reason);
  return isOver(waitingSince, now, isShort ? sendingPatience.queuedInPublic : sendingPatience.queued);
}

/** Much may have changed while the message waited: how it may go out is decided at this very moment. */
function planOf({ message, conversation, channel }: First, answered: AnsweredPrivately | null, now: Date) {
  const { visibility, ruleId, authorKind } = message;
  const author = authorKind === "agent" || authorKind === "system" ? authorKind : "bot";
  const humanAgent = channel.humanAgent;
  const window = messagingWindow(conversation, { now, humanAgent });
  const privateReply = answered?.state ?? null;
  return messagingPlan(
    { window, author, visibility, privateReply, ruleId, humanAgentApproved: humanAgent },
    now,
  );
}

function callKindOf({ visibility }: MessageRow, media: OutboundMedia | undefined): CallKind {
  if (visibility === "public") return "public";
  return media?.as === "audio" || media?.as === "video" ? "media" : "send";
}

function obstacleOf({ active, disconnectedAt, tokenState }: ChannelRow): InLane | null {
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
