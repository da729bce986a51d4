import { sql } from "drizzle-orm";
import {
  boolean,
  check,
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
import { users } from "./people";

export const channelKind = pgEnum("channel_kind", ["facebook", "x"]);
export const tokenState = pgEnum("token_state", ["valid", "invalid", "missing"]);
/** When the contact is told that their message was seen. */
export const seenPolicy = pgEnum("seen_policy", ["on_opening", "on_reply", "never"]);

export interface RefusedField {
  name: string;
  /** The platform's code; null = it accepted the list and left the field out of it all the same. */
  code: number | null;
  /** The platform's own words and codes, to be copied. */
  detail: string;
}

export const channels = pgTable(
  "channels",
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: channelKind().notNull(),
    /** The platform's own id of the Page or account. */
    externalId: text().notNull(),
    name: text().notNull(),
    pictureUrl: text(),
    /** Off: nobody can answer. What arrives is still kept and shown. */
    active: boolean().notNull().default(true),
    /** Receive posts, comments and mentions too. */
    isPublic: boolean().notNull().default(false),
    /** A second person looks at each public reply before it goes out. */
    publicApproval: boolean().notNull().default(false),
    /** The platform's app that this channel speaks through; null = the installation's own. */
    appId: text(),
    accessTokenEncrypted: text(),
    tokenState: tokenState().notNull().default("valid"),
    /** The platform's code and subcode that ended the token, for the detail that can be copied. */
    tokenProblem: text(),
    /** What the last check-up found broken, by the id of its line, the root of it all first. */
    problems: text().array().notNull().default(sql`'{}'`),
    grantedPermissions: text().array().notNull().default(sql`'{}'`),
    /** Empty = not subscribed. */
    subscribedFields: text().array().notNull().default(sql`'{}'`),
    /**
     * Needed, and not given when the platform was last asked. They are asked for again by themselves only after the
     * permissions have grown; a person may ask at any time.
     */
    refusedFields: jsonb().$type<RefusedField[]>().notNull().default(sql`'[]'`),
    externalUserId: uuid().references(() => users.id),
    /** Characters (UTF-16 units, the stricter count) in one outgoing message. */
    lengthLimit: integer().notNull().default(640),
    /** A closed conversation is reopened when the contact writes again within so many hours; 0 = never, null = always. */
    reopenWithinHours: integer().default(72),
    seenPolicy: seenPolicy().notNull().default("on_opening"),
    /** The app has Meta's Human Agent feature: people may answer for 7 days. */
    humanAgent: boolean().notNull().default(true),
    lastDeliveryAt: timestamp({ withTimezone: true }),
    disconnectedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    revision: integer().notNull().default(1),
  },
  (channels) => [
    uniqueIndex("channels_kind_external_id").on(channels.kind, channels.externalId),
    check("channels_length_limit", sql`${channels.lengthLimit} between 1 and 2000`),
  ],
);

/** An app that an admin brought along, beside the installation's own. */
export const platformApps = pgTable("platform_apps", {
  id: text().primaryKey(),
  kind: channelKind().notNull(),
  secretEncrypted: text().notNull(),
  verifyToken: text().notNull(),
  verifiedAt: timestamp({ withTimezone: true }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/**
 * Where the platform wants to be left alone, and how fast it may be called: a row for each Page (`page:<channel id>`), for what
 * each Page says in public (`public:<channel id>`), and each app (`app:<app id>`) that ever was near a limit. All processes hold to it.
 */
export const platformPauses = pgTable("platform_pauses", {
  scope: text().primaryKey(),
  pausedUntil: timestamp({ withTimezone: true }),
  /** A key of `waitingWords`. */
  reason: text(),
  /** The platform's words and codes. */
  detail: text(),
  /** In a row: each makes the next pause longer where the platform names no time. */
  refusals: integer().notNull().default(0),
  /** Most of an allowance is used: what can wait gives way, the rest goes slowly. */
  slowUntil: timestamp({ withTimezone: true }),
  /** When the next call of a paced kind may begin. */
  historyFreeAt: timestamp({ withTimezone: true }),
  mediaFreeAt: timestamp({ withTimezone: true }),
  sendFreeAt: timestamp({ withTimezone: true }),
  publicFreeAt: timestamp({ withTimezone: true }),
});

export const loginStatus = pgEnum("login_status", ["started", "granted", "refused", "finished"]);

/** One walk through the platform's login dialog by an admin; it can be left and resumed. */
export const channelLogins = pgTable(
  "channel_logins",
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: channelKind().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    status: loginStatus().notNull().default("started"),
    /** The channel whose access it is to renew; null = to choose Pages. */
    channelId: uuid().references(() => channels.id, { onDelete: "cascade" }),
    /** SHA-256 of the state that went to the dialog. It is good for one return. */
    stateHash: text().notNull().unique(),
    /** SHA-256 of the secret in the browser's cookie: only the browser that began may end. */
    browserHash: text().notNull(),
    /** Why it ended without a grant, as `{ reason, detail }` in our words. */
    refusal: jsonb().$type<{ reason: string; detail?: string }>(),
    externalUserId: text(),
    externalUserName: text(),
    userTokenEncrypted: text(),
    tokenExpiresAt: timestamp({ withTimezone: true }),
    grantedPermissions: text().array().notNull().default(sql`'{}'`),
    declinedPermissions: text().array().notNull().default(sql`'{}'`),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (logins) => [index("channel_logins_user").on(logins.userId, logins.createdAt)],
);
