import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/events";

/** Every kind of change that is recorded. A new kind gets its line in `lib/realtime/present.ts`. */
export type EventType =
  | "message.received"
  | "message.queued"
  | "message.changed"
  | "message.approved"
  | "message.rejected"
  | "conversation.opened"
  | "conversation.changed"
  | "conversation.assigned"
  | "conversation.closed"
  | "conversation.reopened"
  | "counters.changed"
  | "contact.changed"
  | "publication.changed"
  | "channel.connected"
  | "channel.changed"
  | "channel.checked"
  | "history.changed"
  | "notification.raised"
  | "notification.read"
  | "deliveries.replayed"
  | "user.invited"
  | "user.changed"
  | "user.disabled"
  | "user.password_changed"
  | "sign_in.failed";

export interface NewEvent {
  type: EventType;
  conversationId?: string;
  messageId?: string;
  channelId?: string;
  contactId?: string;
  userId?: string;
  actorId?: string | null;
  details?: Record<string, unknown>;
}

/**
 * Records one change inside the transaction that makes it. PostgreSQL holds NOTIFY until commit and folds equal
 * payloads of one transaction into one, so listeners wake once, and never for what was rolled back.
 */
export async function recordEvent(tx: Tx, ...changes: NewEvent[]) {
  if (changes.length === 0) return;
  // One round trip: the rows and the hint that they are there.
  await tx.insert(events).values(changes).returning({ woken: sql`pg_notify('events', '')` });
}
