import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { channels } from "@/db/schema/channels";
import { conversations } from "@/db/schema/conversations";
import type { IdentityRow } from "@/lib/contacts/find-or-create-identity";
import { recordEvent } from "@/lib/events/record-event";
import { changeConversation } from "../change-conversation";
import { moveCounters } from "../counters";
import type { ConversationRow } from "../lock-conversation";
import { noteInThread } from "../note-in-thread";

export type ChannelRow = typeof channels.$inferSelect;

const HOUR_IN_MS = 3_600_000;

/**
 * The conversation that something from the contact belongs to: the open one; else the last one, reopened if the
 * channel's rule says so; else a new one.
 */
export async function findOrOpenConversation(
  tx: Tx,
  channel: ChannelRow,
  identity: IdentityRow,
  at: Date,
): Promise<ConversationRow> {
  const open = await lockOpenConversation(tx, identity.id);
  if (open) return open;

  const last = await lockLastConversation(tx, identity.id);
  if (last?.closedAt && mayReopen(channel.reopenWithinHours, last.closedAt, at)) return reopen(tx, last, at);

  return (await openConversation(tx, identity, last, at)) ?? (await lockOpenConversation(tx, identity.id))!;
}

/**
 * Where something said as the Page from elsewhere belongs. It never wakes a closed conversation, and where there is
 * none it starts one that is closed already: a broadcast by another tool must not fill the inbox.
 */
export async function findConversationForEcho(
  tx: Tx,
  identity: IdentityRow,
  at: Date,
): Promise<ConversationRow> {
  const known =
    (await lockOpenConversation(tx, identity.id)) ?? (await lockLastConversation(tx, identity.id));
  if (known) return known;

  const [created] = await tx
    .insert(conversations)
    .values({ ...origin(identity), status: "closed", openedAt: at, closedAt: at, lastMessageAt: at })
    .returning();
  await recordEvent(tx, { type: "conversation.opened", conversationId: created!.id });

  return created!;
}

/** @param withinHours 0 = never, null = always. */
export function mayReopen(withinHours: number | null, closedAt: Date, at: Date) {
  if (withinHours === null) return true;
  return withinHours > 0 && at.getTime() - closedAt.getTime() <= withinHours * HOUR_IN_MS;
}

/** Null when another writer opened one at the same moment: the unique key lets only one stand. */
async function openConversation(tx: Tx, identity: IdentityRow, last: ConversationRow | undefined, at: Date) {
  const [created] = await tx
    .insert(conversations)
    .values({
      ...origin(identity),
      // The window belongs to the thread on the platform, not to our conversation.
      windowOpenedBy: last?.windowOpenedBy,
      windowClosesAt: last?.windowClosesAt,
      humanAgentUntil: last?.humanAgentUntil,
      openedAt: at,
      lastMessageAt: at,
    })
    .onConflictDoNothing()
    .returning();
  if (!created) return null;

  await moveCounters(tx, null, created);
  await recordEvent(tx, { type: "conversation.opened", conversationId: created.id });
  return created;
}

async function reopen(tx: Tx, conversation: ConversationRow, at: Date) {
  const reopened = await changeConversation(tx, conversation, { status: "open", closedAt: null });
  if (wasNeverOpen(conversation)) {
    await recordEvent(tx, { type: "conversation.opened", conversationId: conversation.id });
    return reopened;
  }
  const messageId = await noteInThread(tx, conversation, { event: "reopened", actorName: null }, { at });
  await recordEvent(tx, {
    type: "conversation.reopened",
    conversationId: conversation.id,
    messageId: messageId ?? undefined,
  });
  return reopened;
}

/** Started by an echo from elsewhere, see `findConversationForEcho`. */
function wasNeverOpen({ openedAt, closedAt }: ConversationRow) {
  return closedAt?.getTime() === openedAt.getTime();
}

async function lockOpenConversation(tx: Tx, identityId: string) {
  const [open] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.identityId, identityId), isNull(conversations.closedAt)))
    .for("no key update");
  return open;
}

async function lockLastConversation(tx: Tx, identityId: string) {
  const [last] = await tx
    .select()
    .from(conversations)
    .where(eq(conversations.identityId, identityId))
    .orderBy(desc(conversations.openedAt))
    .limit(1)
    .for("no key update");
  return last;
}

function origin({ id, contactId, channelId }: IdentityRow) {
  return { channelId, contactId, identityId: id };
}
