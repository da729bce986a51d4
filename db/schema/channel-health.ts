import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { channels } from "./channels";
import { users } from "./people";

/** The last check-up of a channel. One row each: a newer one takes the place of the older. */
export const channelChecks = pgTable(
  "channel_checks",
  {
    channelId: uuid()
      .primaryKey()
      .references(() => channels.id, { onDelete: "cascade" }),
    /** The lines as they are shown; empty until the first check-up has ended. */
    lines: jsonb().$type<unknown[]>().notNull().default(sql`'[]'`),
    checkedAt: timestamp({ withTimezone: true }),
    /** What made it run: `admin`, `schedule`, `refusal`, `connected`. */
    because: text(),
    checkedById: uuid().references(() => users.id, { onDelete: "set null" }),
    /** When the schedule wants it next. */
    dueAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** The last refusal of a call that speaks of the channel rather than of one message. */
    refusal: jsonb().$type<{ code: number; subcode: number | null; message: string; public?: boolean }>(),
    refusedAt: timestamp({ withTimezone: true }),
    /** When a lost subscription was repaired without anybody asking; the newest last. */
    repairedAt: timestamp({ withTimezone: true }).array().notNull().default(sql`'{}'`),
  },
  (checks) => [index("channel_checks_due").on(checks.dueAt)],
);

/** A test message that an admin sends to a channel and watches until it is here. */
export const channelTrials = pgTable(
  "channel_trials",
  {
    id: uuid().primaryKey().defaultRandom(),
    channelId: uuid()
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    startedById: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** What the message must hold. */
    code: text().notNull(),
    startedAt: timestamp({ withTimezone: true }).notNull(),
    /** The newest delivery when it began: only later ones are looked at. */
    afterDeliveryId: bigint({ mode: "number" }).notNull(),
    /** How many deliveries had a wrong signature until then. */
    refusedBefore: bigint({ mode: "number" }).notNull(),
    receivedAt: timestamp({ withTimezone: true }),
    conversationId: uuid(),
    messageId: uuid(),
    storedAt: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }),
  },
  (trials) => [index("channel_trials_channel").on(trials.channelId, trials.startedAt)],
);
