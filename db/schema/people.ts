import { sql } from "drizzle-orm";
import { check, integer, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

/** `external` is the user to whom messages written outside Pagedesk are attributed; it cannot sign in. */
export const userRole = pgEnum("user_role", ["agent", "manager", "admin", "external"]);

export const users = pgTable(
  "users",
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Lower case; external users have none. */
    email: text(),
    name: text().notNull(),
    /** What contacts and colleagues see, when it differs from the name. */
    nickname: text(),
    role: userRole().notNull(),
    /** scrypt, with its parameters and salt; null until an invitation was accepted. */
    passwordHash: text(),
    /** Raised when the password changes or the user is disabled: every session with an older number is over. */
    sessionVersion: integer().notNull().default(1),
    disabledAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    revision: integer().notNull().default(1),
  },
  (users) => [
    uniqueIndex("users_email").on(users.email),
    check("external_users_cannot_sign_in", sql`${users.role} <> 'external' or ${users.passwordHash} is null`),
  ],
);

export const invitations = pgTable("invitations", {
  /** SHA-256 of the token in the link: the link itself is stored nowhere. */
  tokenHash: text().primaryKey(),
  userId: uuid()
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  invitedById: uuid().references(() => users.id, { onDelete: "set null" }),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  acceptedAt: timestamp({ withTimezone: true }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
