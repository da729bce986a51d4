import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { executePrepared } from "@/db/execute-prepared";
import { insertion, insertRows, updateRows } from "@/db/rows-as-json";
import { contactIdentities } from "@/db/schema/contacts";
import {
  attachments,
  conversations,
  inboxCounters,
  messageEdits,
  messages,
  reactions,
} from "@/db/schema/conversations";
import { events } from "@/db/schema/events";
import { nameContacts } from "@/lib/contacts/name-contacts";
import { enqueueCopies } from "@/lib/media/enqueue-copy";
import { isMedia } from "@/lib/media/media-types";
import { touchQuoting } from "../change-message";
import { movedCounters } from "../counters";
import { dropAttachments } from "../files/drop-attachments";
import { reviewThreads } from "../review-thread";
import type { Batch } from "./batch";
import { enqueueWaitingDeliveries } from "./enqueue-waiting-deliveries";
import { leavePrivateReply } from "./leave-private-reply";

/**
 * Writes what the events of a batch have left, each table with one statement, and nothing where nothing changed.
 *
 * @param heardFrom channels that a delivery came from at the moment of the batch.
 */
export async function writeBatch(tx: Tx, batch: Batch, heardFrom: string[] = []) {
  await insertRows(tx, conversations, batch.conversations.added);
  await insertRows(
    tx,
    messages,
    batch.messages.added.map(({ sequence: _, recordedAt: __, ...message }) => message),
  );
  for (const id of batch.refiled) await dropAttachments(tx, id);
  await insertRows(tx, attachments, batch.attachments);
  await insertRows(tx, messageEdits, batch.newEdits);
  await writeReactions(tx, batch);
  await updateRows(tx, contactIdentities, batch.identities.changed.map(watermarks));
  await leavePrivateReply(tx, batch);
  await updateRows(tx, messages, batch.messages.changed.map(receivable));
  await updateRows(tx, conversations, batch.conversations.changed.map(listed));
  await nameContacts(
    tx,
    [...batch.names].map(([id, name]) => ({ ...batch.identities.get(id), name })),
  );
  await lookAgain(tx, batch);
  await tellEverybody(tx, batch, heardFrom);
}

async function writeReactions(tx: Tx, { newReactions }: Batch) {
  if (newReactions.size === 0) return;
  await tx.execute(sql`
    ${insertion(reactions, [...newReactions.values()])}
    on conflict (channel_id, message_external_id, by) do update set
      emoji = excluded.emoji, removed = excluded.removed, reacted_at = excluded.reacted_at`);
}

/** The columns that receiving changes: all others may be somebody else's. */
function watermarks({ after: { id, deliveredUntil, readUntil } }: Changed<Batch["identities"]>) {
  return { id, deliveredUntil, readUntil };
}

function receivable({ after }: Changed<Batch["messages"]>) {
  const { id, externalId, text, sentAt, status, deliveredAt, readAt, editedAt, deletedAt, revision } = after;
  const told = { id, externalId, text, sentAt, status, deliveredAt, readAt, editedAt, deletedAt, revision };
  const { details } = after;
  const { failureReason, failureDetail, waitingReason, waitingSince, retryAt } = after;
  const { uncertainSince, missingSince } = after;
  const trouble = { failureReason, failureDetail, waitingReason, waitingSince, retryAt };
  return { ...told, details, ...trouble, uncertainSince, missingSince };
}

function listed({ after }: Changed<Batch["conversations"]>) {
  const {
    id,
    status,
    closedAt,
    handling,
    hasPublic,
    hasPrivate,
    referral,
    unreadCount,
    waitingSince,
    revision,
  } = after;
  const { windowOpenedBy, windowClosesAt, humanAgentUntil, lastMessageId, lastMessageAt } = after;
  const window = { windowOpenedBy, windowClosesAt, humanAgentUntil };
  const last = { lastMessageId, lastMessageAt };
  return {
    id,
    status,
    closedAt,
    handling,
    hasPublic,
    hasPrivate,
    referral,
    unreadCount,
    waitingSince,
    revision,
    ...window,
    ...last,
  };
}

type Changed<Drafts extends { changed: unknown[] }> = Drafts["changed"][number];

/** What only the whole thread can tell, once everything is in it; seldom anything. */
async function lookAgain(tx: Tx, batch: Batch) {
  await reviewThreads(
    tx,
    [...batch.waitingUnclear].map((id) => ({ id, newest: batch.newestUnclear.has(id) })),
  );
  await touchQuoting(tx, ...[...batch.quotedAnew].map((id) => batch.messages.get(id)));
  await enqueueWaitingDeliveries(tx, [...batch.settledIn]);
  const toCopy = batch.attachments.filter(({ type, url }) => isMedia(type) && url);
  await enqueueCopies(
    tx,
    toCopy.map(({ id }) => id),
  );
  for (const id of batch.withdrawn) await dropAttachments(tx, id);
}

/** Badges, events and the hint that they are there, in one round trip. */
async function tellEverybody(
  tx: Tx,
  { events: told, conversations: changed, now }: Batch,
  heardFrom: string[],
) {
  const moved = movedCounters([
    ...changed.added.map((after) => ({ before: null, after })),
    ...changed.changed,
  ]);
  if (told.length === 0 && heardFrom.length === 0) return;
  await executePrepared(
    tx,
    sql`
    with
      counted as (${insertion(inboxCounters, moved, ["view", "open", "unread"])}),
      recorded as (${insertion(events, told, EVENT_COLUMNS)}),
      heard as (
        update channels set last_delivery_at = ${now.toISOString()} where id = any(${sql.param(heardFrom)}::uuid[]))
    select pg_notify('events', '') where ${told.length > 0}::boolean`,
  );
}

const EVENT_COLUMNS = ["type", "conversationId", "messageId"] as const;
