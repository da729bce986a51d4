import { bigint, integer, jsonb, pgTable, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "./people";

/** An admin wants a whole stretch of deliveries to be opened again. It goes in slices, so that new ones are not held up. */
export const deliveryReplays = pgTable("delivery_replays", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  requestedBy: uuid()
    .notNull()
    .references(() => users.id),
  requestedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  /** Which ones: the time span and the other filters. */
  filter: jsonb().$type<Record<string, string>>().notNull(),
  /** How many there were when it was asked for, and how many were given to the opener so far. */
  total: integer().notNull(),
  reopened: integer().notNull().default(0),
  /** The last one that was given to the opener. */
  lastId: bigint({ mode: "number" }),
  finishedAt: timestamp({ withTimezone: true }),
  /** How many of them could not be opened this time either; known when it is finished, and never when somebody stopped it. */
  problems: integer(),
});
