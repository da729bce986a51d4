import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** One row for each change. Sockets, timeline, reports and the audit log all follow from it. */
export const events = pgTable(
  "events",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    type: text().notNull(),
    conversationId: uuid(),
    messageId: uuid(),
    channelId: uuid(),
    contactId: uuid(),
    userId: uuid(),
    /** Who did it; null = the platform or Pagedesk itself. */
    actorId: uuid(),
    details: jsonb().$type<Record<string, unknown>>(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (events) => [index("events_conversation").on(events.conversationId, events.id)],
);
