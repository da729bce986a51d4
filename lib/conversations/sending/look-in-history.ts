import { and, eq, inArray, isNotNull, ne, or, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { attachments, conversations, messages } from "@/db/schema/conversations";
import type { SentHistory, SentTrace } from "@/lib/channels/channel";
import { channelCredentials, installationApp } from "@/lib/channels/channel-credentials";
import { endTokenWithin } from "@/lib/channels/end-token";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { recordPressure } from "@/lib/channels/pacing";
import { channelOf } from "@/lib/channels/registry";
import { clock } from "@/lib/clock";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { changeMessage, type MessageRow } from "../change-message";
import { lockAnswered } from "../publications/lock-answered";
import { failMessage, settleSent } from "./end-message";
import { enqueueDelivery } from "./enqueue-delivery";
import { lockMessage } from "./hold-lane";
import { matchSent, notBefore, type Unsettled } from "./match-sent";
import { mentionIn, placeOf } from "./outbound-message";
import { after, growing, isOver, sendingPatience } from "./sending-patience";
import { postponeLook } from "./settle-message";
import type { Turn } from "./take-turn";

/**
 * Asks the platform what became of a message that nobody confirmed. It was sent when history shows it; it is sent again
 * when history twice doesn't; and where history can't be read nothing is sent, until patience is over.
 *
 * @returns whether the lane may go on at once.
 */
export async function lookInHistory(turn: Turn): Promise<boolean> {
  const history = await ask(turn);
  return db.transaction(async (tx) => {
    if (turn.message.privateReplyTo) await lockAnswered(tx, eq(messages.id, turn.message.id));
    await lockThreads(tx, eq(conversations.identityId, turn.identity.id));
    const message = await lockMessage(tx, turn.message);
    const goOn = await record(tx, turn, message, history);
    if (history.pressure) await recordPressure(tx, turn.channel, history.pressure);
    return goOn;
  });
}

async function record(tx: Tx, turn: Turn, message: MessageRow, history: SentHistory) {
  // Its echo came meanwhile, or another process was quicker.
  if (message.status !== "sending" || message.retryAt?.getTime() !== turn.message.retryAt?.getTime())
    return true;

  if (history.outcome === "unreadable") return recordUnreadable(tx, turn, message, history);
  return recordRead(tx, turn, message, history);
}

async function ask({ message, channel, identity }: Turn): Promise<SentHistory> {
  const credentials = await channelCredentials(channel);
  const place = placeOf(message);
  if (credentials && place) return channelOf(channel.kind).findSent(credentials, identity.externalId, place);

  const detail = "The channel has no access token that can be read.";
  return { outcome: "unreadable", reason: "reconnect_needed", retryInSeconds: null, detail };
}

async function recordUnreadable(
  tx: Tx,
  { channel }: Turn,
  message: MessageRow,
  { reason, detail, retryInSeconds }: Extract<SentHistory, { outcome: "unreadable" }>,
) {
  if (reason === "reconnect_needed")
    await endTokenWithin(tx, channel.id, channel.accessTokenEncrypted, detail);
  const until = retryInSeconds === null ? null : after(clock.now(), retryInSeconds * 1_000);
  return postponeLook(tx, { ...message, failureDetail: detail }, until);
}

async function recordRead(
  tx: Tx,
  { channel, identity }: Turn,
  message: MessageRow,
  { messages: traces, completeSince }: Extract<SentHistory, { outcome: "read" }>,
) {
  const unsettled = await findUnsettled(tx, identity.id, message);
  const matched = matchSent(unsettled.map(asUnsettled), await withoutKnown(tx, channel, message, traces));
  for (const { message: row } of unsettled) {
    const trace = matched.get(row.id);
    if (!trace) continue;
    await settleSent(tx, row, trace.externalId);
    await enqueueDelivery(tx, row.conversationId, row);
  }
  if (matched.has(message.id)) return true;

  const attempted = { firstAttemptedAt: message.firstAttemptedAt ?? message.attemptedAt ?? message.sentAt };
  if (completeSince > notBefore(attempted)) {
    // So much was said since then that history will never reach back to it.
    await failMessage(tx, message, "outcome_unknown");
    return true;
  }
  return recordAbsent(tx, message);
}

/** History may lag behind: once is not enough. */
async function recordAbsent(tx: Tx, message: MessageRow) {
  const now = clock.now();
  const { conversationId, visibility, missingSince, uncertainSince } = message;
  const { secondLook, longestBetweenLooks, unknown } = sendingPatience;
  if (!isOver(missingSince, now, secondLook)) {
    const retryAt = after(missingSince ?? now, growing(uncertainSince, now, secondLook, longestBetweenLooks));
    await changeMessage(tx, message, { missingSince: missingSince ?? now, retryAt });
    await enqueueDelivery(tx, conversationId, { visibility, runAt: retryAt });
    return false;
  }
  if (isOver(uncertainSince, now, unknown)) await failMessage(tx, message, "not_delivered");
  else
    await changeMessage(tx, message, {
      status: "queued",
      missingSince: null,
      waitingReason: null,
      retryAt: null,
    });
  return true;
}

/** Whatever of this person's could be meant: history knows people and posts, not conversations. */
async function findUnsettled(tx: Tx, identityId: string, { visibility, postExternalId }: MessageRow) {
  const isThere = and(
    eq(messages.visibility, visibility),
    visibility === "public" ? eq(messages.postExternalId, postExternalId!) : undefined,
  );
  const isOpen = eq(messages.status, "sending");
  const isGivenUp = and(eq(messages.status, "failed"), eq(messages.failureReason, "outcome_unknown"));
  return tx
    .select({ message: messages, file: attachments })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .leftJoin(attachments, and(eq(attachments.messageId, messages.id), eq(attachments.position, 0)))
    .where(
      and(
        eq(conversations.identityId, identityId),
        isThere,
        isNotNull(messages.attemptedAt),
        or(isOpen, isGivenUp),
      ),
    );
}

type UnsettledRow = Awaited<ReturnType<typeof findUnsettled>>[number];

function asUnsettled({ message, file }: UnsettledRow): Unsettled {
  const attemptedAt = message.attemptedAt!;
  const mayCarry = message.kind === "media" || message.visibility === "public";
  const carries = mayCarry && file ? (file.type as Unsettled["attachment"]) : null;
  return {
    id: message.id,
    text: message.text,
    place: message.visibility === "public" ? "public" : "thread",
    mention: mentionIn(message),
    attachment: carries,
    attemptedAt,
    firstAttemptedAt: message.firstAttemptedAt ?? attemptedAt,
  };
}

/**
 * What is known by its id is some other message: ours, another app's, or one by hand. What our own app said without any
 * id of ours (its echo lost that) may be the very one; and so may any comment, of which no app is told.
 */
async function withoutKnown(
  tx: Tx,
  { id, appId }: ChannelRow,
  { visibility }: MessageRow,
  traces: SentTrace[],
): Promise<SentTrace[]> {
  if (traces.length === 0) return [];
  const ownApp = appId ?? installationApp()?.appId ?? "";
  const isOther =
    visibility === "public" ? sql`false` : sql`${messages.authorAppId} is distinct from ${ownApp}`;
  const known = await tx
    .select({ externalId: messages.externalId })
    .from(messages)
    .where(
      and(
        eq(messages.channelId, id),
        or(ne(messages.authorKind, "external"), isOther),
        inArray(
          messages.externalId,
          traces.map(({ externalId }) => externalId),
        ),
      ),
    );
  const ids = new Set(known.map(({ externalId }) => externalId));
  return traces.filter(({ externalId }) => !ids.has(externalId));
}
