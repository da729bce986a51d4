import { randomUUID } from "node:crypto";
import type { IdentityRow } from "@/lib/contacts/find-or-create-identity";
import type { ConversationRow } from "../lock-conversation";
import type { Batch, Thread } from "./batch";
import { newNote } from "./new-message";

export type { ChannelRow } from "./lane";

const HOUR_IN_MS = 3_600_000;

/**
 * The conversation that something from the contact belongs to: the open one; else the last one, reopened if the
 * channel's rule says so; else a new one.
 */
export function findOrOpenConversation(batch: Batch, thread: Thread, at: Date): ConversationRow {
  const open = batch.openConversationOf(thread);
  if (open) return open;

  const last = batch.lastConversationOf(thread);
  const { reopenWithinHours } = thread.channel;
  if (last?.closedAt && mayReopen(reopenWithinHours, last.closedAt, at)) return reopen(batch, last, at);

  return openConversation(batch, thread, last, at);
}

/**
 * Where something said as the Page from elsewhere belongs. It never wakes a closed conversation, and where there is
 * none it starts one that is closed already: a broadcast by another tool must not fill the inbox.
 */
export function findConversationForEcho(batch: Batch, thread: Thread, at: Date): ConversationRow {
  const known = batch.openConversationOf(thread) ?? batch.lastConversationOf(thread);
  if (known) return known;

  const created = newConversation(batch.identityOf(thread), at);
  batch.events.push({ type: "conversation.opened", conversationId: created.id });
  return batch.addConversation(thread, { ...created, status: "closed", closedAt: at });
}

/** @param withinHours 0 = never, null = always. */
export function mayReopen(withinHours: number | null, closedAt: Date, at: Date) {
  if (withinHours === null) return true;
  return withinHours > 0 && at.getTime() - closedAt.getTime() <= withinHours * HOUR_IN_MS;
}

function openConversation(batch: Batch, thread: Thread, last: ConversationRow | undefined, at: Date) {
  const created = newConversation(batch.identityOf(thread), at);
  batch.events.push({ type: "conversation.opened", conversationId: created.id });
  return batch.addConversation(thread, {
    ...created,
    // The window belongs to the thread on the platform, not to our conversation.
    windowOpenedBy: last?.windowOpenedBy ?? null,
    windowClosesAt: last?.windowClosesAt ?? null,
    humanAgentUntil: last?.humanAgentUntil ?? null,
  });
}

function reopen(batch: Batch, conversation: ConversationRow, at: Date) {
  const { id: conversationId } = conversation;
  const reopened = batch.changeConversation(conversation, { status: "open", closedAt: null });
  if (wasNeverOpen(conversation)) {
    batch.events.push({ type: "conversation.opened", conversationId });
    return reopened;
  }
  const line = batch.addMessage(newNote(conversation, { event: "reopened", actorName: null }, at));
  batch.events.push({ type: "conversation.reopened", conversationId, messageId: line.id });
  return reopened;
}

/** Started by an echo from elsewhere, see `findConversationForEcho`. */
function wasNeverOpen({ openedAt, closedAt }: ConversationRow) {
  return closedAt?.getTime() === openedAt.getTime();
}

function newConversation({ id, contactId, channelId }: IdentityRow, at: Date): ConversationRow {
  return {
    id: randomUUID(),
    channelId,
    contactId,
    identityId: id,
    status: "open",
    handling: "queue",
    assigneeId: null,
    hasPublic: false,
    hasPrivate: false,
    windowOpenedBy: null,
    windowClosesAt: null,
    humanAgentUntil: null,
    referral: null,
    tags: [],
    unreadCount: 0,
    readUntil: null,
    lastMessageId: null,
    lastMessageAt: at,
    waitingSince: null,
    openedAt: at,
    closedAt: null,
    revision: 1,
  };
}
