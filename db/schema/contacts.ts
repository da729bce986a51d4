import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { channels } from "./channels";
import { users } from "./people";

/** `withheld`: the platform will not tell (EU rules, phone accounts, missing feature). */
export const profileState = pgEnum("profile_state", ["pending", "known", "withheld", "failed"]);

export const contacts = pgTable(
  "contacts",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    /** The platform's own address: it expires. */
    pictureUrl: text(),
    /** Our copy, in `lib/storage`. */
    pictureKey: text(),
    locale: text(),
    /** IANA name or an offset such as `+01:00`, as the platform tells it. */
    timezone: text(),
    profileUrl: text(),
    tags: text().array().notNull().default(sql`'{}'`),
    attributes: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    revision: integer().notNull().default(1),
  },
  (contacts) => [index("contacts_picture_key").on(contacts.pictureKey).where(sql`picture_key is not null`)],
);

/** The contact as one platform knows them: a PSID on one Page. */
export const contactIdentities = pgTable(
  "contact_identities",
  {
    id: uuid().primaryKey().defaultRandom(),
    contactId: uuid()
      .notNull()
      .references(() => contacts.id),
    channelId: uuid()
      .notNull()
      .references(() => channels.id),
    externalId: text().notNull(),
    profileState: profileState().notNull().default("pending"),
    /** Everything sent at or before these moments (platform time) was delivered / read. */
    deliveredUntil: timestamp({ withTimezone: true }),
    readUntil: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (identities) => [
    uniqueIndex("contact_identities_channel_external_id").on(identities.channelId, identities.externalId),
    index("contact_identities_contact").on(identities.contactId),
  ],
);

export const contactNotes = pgTable(
  "contact_notes",
  {
    id: uuid().primaryKey().defaultRandom(),
    contactId: uuid()
      .notNull()
      .references(() => contacts.id, { onDelete: "cascade" }),
    authorId: uuid()
      .notNull()
      .references(() => users.id),
    text: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (notes) => [index("contact_notes_contact").on(notes.contactId, notes.createdAt)],
);
