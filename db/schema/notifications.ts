import { sql } from "drizzle-orm";
import { index, pgEnum, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { channels } from "./channels";
import { users } from "./people";

/** `problem` lasts until it is solved; `news` is told once. */
export const notificationKind = pgEnum("notification_kind", ["problem", "news"]);

/** Something that admins are told of, whoever of them looks first. */
export const notifications = pgTable(
  "notifications",
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: notificationKind().notNull(),
    /** One open problem for each key: the same one again is not told again. */
    key: text().notNull(),
    title: text().notNull(),
    message: text().notNull(),
    /** Where one acts on it: a path of the workspace. */
    href: text().notNull(),
    channelId: uuid().references(() => channels.id, { onDelete: "cascade" }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    solvedAt: timestamp({ withTimezone: true }),
  },
  (notifications) => [
    uniqueIndex("notifications_open_problem")
      .on(notifications.key)
      .where(sql`kind = 'problem' and solved_at is null`),
    index("notifications_newest").on(sql`${notifications.createdAt} desc`),
  ],
);

/** Who has seen which. */
export const notificationReadings = pgTable(
  "notification_readings",
  {
    notificationId: uuid()
      .notNull()
      .references(() => notifications.id, { onDelete: "cascade" }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    readAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (readings) => [primaryKey({ columns: [readings.notificationId, readings.userId] })],
);
