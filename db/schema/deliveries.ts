import { desc, sql } from "drizzle-orm";
import {
  bigint,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { channelKind, channels } from "./channels";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/**
 * One webhook request as the platform sent it: the bytes, kept before the 200. The table is partitioned by the day of
 * `receivedAt` (UTC), so that a day is dropped as a whole; see `lib/deliveries/mind-delivery-days.ts`. What must outlive
 * a delivery carries its own copy, and no other table refers to this one.
 */
export const deliveries = pgTable(
  "deliveries",
  {
    /** In the order of arrival. No identity column: partitioned tables have none before PostgreSQL 17. */
    id: bigint({ mode: "number" }).notNull().default(sql`nextval('deliveries_id_seq')`),
    kind: channelKind().notNull(),
    appId: text().notNull(),
    body: bytea().notNull(),
    receivedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    openedAt: timestamp({ withTimezone: true }),
    /** Why nothing could be read from it, if so. */
    problem: text(),
  },
  (deliveries) => [
    primaryKey({ name: "deliveries_id_received_at_pk", columns: [deliveries.id, deliveries.receivedAt] }),
    index("deliveries_unopened").on(deliveries.id).where(sql`opened_at is null`),
    index("deliveries_problem").on(deliveries.id).where(sql`problem is not null`),
  ],
);

/** An element of a delivery that has no place in a conversation (yet): kept raw, shown to admins. */
export const setAsideElements = pgTable(
  "set_aside_elements",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    deliveryId: bigint({ mode: "number" }),
    channelId: uuid().references(() => channels.id),
    reason: text().notNull(),
    element: jsonb().notNull(),
    setAsideAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (elements) => [index("set_aside_elements_newest").on(desc(elements.id))],
);

/** Events of a lane whose first one failed: they wait here, in order, until a retry gets through. */
export const parkedEvents = pgTable(
  "parked_events",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    deliveryId: bigint({ mode: "number" }),
    lane: text().notNull(),
    channelId: uuid().references(() => channels.id),
    event: jsonb().notNull(),
    attempts: integer().notNull().default(0),
    problem: text(),
    parkedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (parked) => [index("parked_events_lane").on(parked.lane, parked.id)],
);

/** Counts of what must leave no other trace, such as deliveries with a wrong signature. */
export const tallies = pgTable("tallies", {
  name: text().primaryKey(),
  count: bigint({ mode: "number" }).notNull().default(0),
  lastAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
