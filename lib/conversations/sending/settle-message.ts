import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import type { FailureReason, SendResult } from "@/lib/channels/channel";
import { endTokenWithin } from "@/lib/channels/end-token";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { recordCalm, recordPressure } from "@/lib/channels/pacing";
import { clock } from "@/lib/clock";
import { changeMessage, type MessageRow } from "../change-message";
import { lockAnswered } from "../publications/lock-answered";
import { failMessage, settleSent } from "./end-message";
import { enqueueDelivery } from "./enqueue-delivery";
import { holdLane, holdMessage, lockMessage } from "./hold-lane";
import { after, growing, isOver, sendingPatience } from "./sending-patience";
import { giveNameBack } from "./take-name";
import type { WaitingReason } from "./waiting-words";

interface Attempt {
  message: Pick<MessageRow, "id" | "conversationId" | "privateReplyTo">;
  /** As it was when the attempt began: its token is the one that was used. */
  channel: ChannelRow;
}

/** These say nothing against the message: it waits until the channel is well again. */
const troubleOfTheChannel: readonly FailureReason[] = [
  "reconnect_needed",
  "permission_missing",
  "page_restricted",
];

/**
 * Records how an attempt ended.
 *
 * @returns whether the lane may go on at once: to the next message, or to see what it has to wait for.
 */
export async function settleMessage(
  { message: { id, conversationId, privateReplyTo }, channel }: Attempt,
  result: SendResult,
) {
  return db.transaction(async (tx) => {
    if (privateReplyTo) await lockAnswered(tx, eq(messages.id, id));
    const found = await lockMessage(tx, { id, conversationId });
    const message = isMisnamed(found, result) ? await giveNameBack(tx, found, channel) : found;
    // Unless the echo was faster than the answer: then the message has its end already.
    const goOn = message.status !== "sending" || (await record(tx, message, channel, result));
    // After the channel, which whoever mends it locks before its pause.
    await heedPressure(tx, channel, message, result);
    return goOn;
  });
}

/** Somebody else's comment that says the same was taken for it, before the answer told what became of this one. */
function isMisnamed({ visibility, status, externalId }: MessageRow, result: SendResult) {
  if (visibility !== "public" || status !== "sent" || !externalId || result.outcome === "unknown")
    return false;
  return result.outcome !== "sent" || result.externalId !== externalId;
}

async function record(tx: Tx, message: MessageRow, channel: ChannelRow, result: SendResult) {
  switch (result.outcome) {
    case "sent":
      await settleSent(tx, message, result.externalId);
      return true;
    case "rejected":
      await settleRejected(tx, message, channel, result);
      return true;
    case "busy":
      await backToQueue(tx, message, result.reason, result);
      return true;
    case "unknown":
      await waitForEcho(tx, message, result.detail);
      return false;
    default:
      return result satisfies never;
  }
}

async function heedPressure(
  tx: Tx,
  channel: ChannelRow,
  { visibility }: MessageRow,
  { pressure, outcome }: SendResult,
) {
  if (pressure) await recordPressure(tx, channel, pressure);
  else if (outcome === "sent") await recordCalm(tx, channel, visibility === "public" ? "public" : "send");
}

/**
 * A look into the platform's history has to wait, and the message keeps standing at "sending".
 *
 * @param until null where the platform names no time.
 * @returns whether the lane may go on: patience was over, and the message has failed.
 */
export async function postponeLook(tx: Tx, message: MessageRow, until: Date | null): Promise<boolean> {
  const now = clock.now();
  const { conversationId, visibility, uncertainSince } = message;
  if (isOver(uncertainSince, now, sendingPatience.unknown)) {
    await failMessage(tx, message, "outcome_unknown");
    return true;
  }
  const { echo, longestBetweenLooks, unknown } = sendingPatience;
  const wanted = until ?? after(now, growing(uncertainSince, now, echo, longestBetweenLooks));
  const end = after(uncertainSince ?? now, unknown);
  const retryAt = new Date(Math.min(wanted.getTime(), end.getTime()));
  await holdMessage(tx, message, { reason: "outcome_checked", retryAt });
  await enqueueDelivery(tx, conversationId, { visibility, runAt: retryAt });
  return false;
}

async function settleRejected(
  tx: Tx,
  message: MessageRow,
  { id, accessTokenEncrypted }: ChannelRow,
  { reason, detail, pressure }: Extract<SendResult, { outcome: "rejected" }>,
) {
  // The one that it takes may have been our own, of an attempt that nobody answered.
  if (reason === "private_reply_used" && message.attempts > 1) return waitForEcho(tx, message, detail);
  await keepRefusal(tx, message, reason);
  if (!troubleOfTheChannel.includes(reason)) return failMessage(tx, message, reason, detail);

  if (reason === "reconnect_needed") await endTokenWithin(tx, id, accessTokenEncrypted, detail);
  const isOfAllLanes = reason === "reconnect_needed" || pressure !== undefined;
  await backToQueue(tx, message, reason as WaitingReason, {
    detail,
    retryInSeconds: null,
    ...(isOfAllLanes && { pressure }),
    isOfAllLanes,
  });
}

const refusalsToKeep: Partial<Record<FailureReason, "used" | "late" | "impossible">> = {
  private_reply_used: "used",
  private_reply_late: "late",
  private_reply_impossible: "impossible",
};

/** Whoever shows what was answered is told with the failure of the message. */
async function keepRefusal(tx: Tx, { channelId, privateReplyTo }: MessageRow, reason: FailureReason) {
  const privateReplyRefusal = refusalsToKeep[reason];
  if (!privateReplyRefusal || !privateReplyTo) return;
  await tx
    .update(publications)
    .set({ privateReplyRefusal })
    .where(and(eq(publications.channelId, channelId), eq(publications.externalId, privateReplyTo)));
}

interface Wait {
  detail: string;
  retryInSeconds: number | null;
  pressure?: SendResult["pressure"];
  isOfAllLanes?: boolean;
}

/** It surely did not arrive. What holds the whole Page is found when the lane takes its next turn. */
async function backToQueue(tx: Tx, message: MessageRow, reason: WaitingReason, wait: Wait) {
  const now = clock.now();
  const { firstBetweenTries, longestBetweenTries } = sendingPatience;
  const waitingSince = message.waitingSince ?? now;
  const milliseconds =
    wait.retryInSeconds !== null
      ? wait.retryInSeconds * 1_000
      : growing(waitingSince, now, firstBetweenTries, longestBetweenTries);
  const isOfAllLanes = wait.isOfAllLanes ?? wait.pressure !== undefined;
  await changeMessage(tx, message, {
    status: "queued",
    failureDetail: wait.detail,
    uncertainSince: null,
    missingSince: null,
    waitingReason: reason,
    waitingSince,
    retryAt: isOfAllLanes ? null : after(now, milliseconds),
  });
}

/** It may have arrived: the echo will tell. Sending again now might tell the contact twice. */
async function waitForEcho(tx: Tx, message: MessageRow, detail: string) {
  const retryAt = after(clock.now(), sendingPatience.echo);
  await holdMessage(tx, message, { reason: "outcome_checked", retryAt, detail });
  await holdLane(tx, message, { reason: "earlier_message", retryAt: null });
  const { conversationId, visibility } = message;
  await enqueueDelivery(tx, conversationId, { visibility, runAt: retryAt });
}
