import { sql } from "drizzle-orm";
import { index, integer, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { channels } from "./channels";
import { users } from "./people";

/** `import`: what was said before the channel was connected. `gap`: what should have come by itself, and did not. */
export const historyKind = pgEnum("history_kind", ["import", "gap"]);
export const historyState = pgEnum("history_state", ["running", "done", "failed", "cancelled"]);

/**
 * One reading of a channel's history at its platform. The row is the job: a process that dies in the middle leaves it
 * where the last page ended, and another goes on there.
 */
export const historyRuns = pgTable(
  "history_runs",
  {
    id: uuid().primaryKey().defaultRandom(),
    channelId: uuid()
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    kind: historyKind().notNull(),
    reason: text()
      .$type<"connected" | "reconnected" | "subscribed" | "schedule" | "outage" | "asked">()
      .notNull(),
    state: historyState().notNull().default("running"),
    /** Threads that nobody wrote in since then are left alone (platform time). */
    reachesBackTo: timestamp({ withTimezone: true }).notNull(),
    /** Up to here (platform time) nothing is missing, once the run is done. */
    wholeUntil: timestamp({ withTimezone: true }).notNull(),
    /** An import looks twice: the second time at what moved to the top of the list meanwhile. */
    pass: integer().notNull().default(1),
    /** The platform's place in its list; null = from the top. Good for a short time only. */
    cursor: text(),
    /** Threads that are asked for at once: fewer after the platform found them too many. */
    pageSize: integer().notNull(),
    threadsSeen: integer().notNull().default(0),
    messagesAdded: integer().notNull().default(0),
    /** Known to exist, and beyond what the platform shows. */
    messagesOutOfReach: integer().notNull().default(0),
    /** The last thread that was looked at was written in then. */
    reachedAt: timestamp({ withTimezone: true }),
    /** In our words: why it waits, or why it failed. */
    problem: text(),
    /** The platform's words and codes. */
    problemDetail: text(),
    /** Calls in a row that brought nothing. */
    attempts: integer().notNull().default(0),
    /** When it may go on. */
    dueAt: timestamp({ withTimezone: true }).notNull(),
    /** Who works on it, and until when the others keep away. */
    leaseId: uuid(),
    leasedUntil: timestamp({ withTimezone: true }),
    /** The admin who asked for it; null = nobody did. */
    startedById: uuid().references(() => users.id),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    finishedAt: timestamp({ withTimezone: true }),
  },
  (runs) => [
    uniqueIndex("history_runs_one_running").on(runs.channelId).where(sql`state = 'running'`),
    index("history_runs_newest").on(runs.channelId, runs.createdAt, runs.id),
  ],
);
