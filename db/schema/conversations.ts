import { desc, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { channels } from "./channels";
import { contactIdentities, contacts } from "./contacts";
import { users } from "./people";

export const conversationStatus = pgEnum("conversation_status", ["open", "snoozed", "closed"]);
export const conversationHandling = pgEnum("conversation_handling", ["queue", "agent", "bot"]);

/** Where a conversation came from: an m.me link, an ad, a comment … */
export interface Referral {
  source: "link" | "ad" | "search" | "page_button" | "plugin" | "opt_in" | "comment" | "product" | "other";
  ref?: string;
  adId?: string;
  adTitle?: string;
  postId?: string;
}

export const conversations = pgTable(
  "conversations",
  {
    id: uuid().primaryKey().defaultRandom(),
    channelId: uuid()
      .notNull()
      .references(() => channels.id),
    contactId: uuid()
      .notNull()
      .references(() => contacts.id),
    identityId: uuid()
      .notNull()
      .references(() => contactIdentities.id),
    status: conversationStatus().notNull().default("open"),
    handling: conversationHandling().notNull().default("queue"),
    assigneeId: uuid().references(() => users.id),
    hasPublic: boolean().notNull().default(false),
    hasPrivate: boolean().notNull().default(false),
    /** The action that opened the messaging window, a key of `openingActions`. */
    windowOpenedBy: text(),
    windowClosesAt: timestamp({ withTimezone: true }),
    humanAgentUntil: timestamp({ withTimezone: true }),
    referral: jsonb().$type<Referral>(),
    tags: text().array().notNull().default(sql`'{}'`),
    unreadCount: integer().notNull().default(0),
    /** Messages up to here (platform time) were seen by an agent. */
    readUntil: timestamp({ withTimezone: true }),
    lastMessageId: uuid(),
    /** Time of the newest message: the list's order. */
    lastMessageAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Since when the contact has been waiting for an answer; null = nobody waits. */
    waitingSince: timestamp({ withTimezone: true }),
    openedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    closedAt: timestamp({ withTimezone: true }),
    revision: integer().notNull().default(1),
  },
  (conversations) => [
    // Two first messages at once cannot open two conversations: the second writer joins the first.
    uniqueIndex("conversations_one_open").on(conversations.identityId).where(sql`closed_at is null`),
    index("conversations_list").on(
      conversations.status,
      desc(conversations.lastMessageAt),
      desc(conversations.id),
    ),
    index("conversations_mine").on(
      conversations.assigneeId,
      conversations.status,
      desc(conversations.lastMessageAt),
      desc(conversations.id),
    ),
    index("conversations_closing").on(conversations.status, conversations.windowClosesAt, conversations.id),
    index("conversations_channel").on(
      conversations.channelId,
      conversations.status,
      desc(conversations.lastMessageAt),
      desc(conversations.id),
    ),
    index("conversations_contact").on(conversations.contactId, desc(conversations.openedAt)),
    index("conversations_identity").on(conversations.identityId, desc(conversations.openedAt)),
  ],
);

export const messageDirection = pgEnum("message_direction", ["in", "out"]);
export const messageVisibility = pgEnum("message_visibility", ["public", "private", "note"]);
export const authorKind = pgEnum("author_kind", ["contact", "agent", "bot", "external", "system"]);
export const messageStatus = pgEnum("message_status", [
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "received",
]);

export const messages = pgTable(
  "messages",
  {
    /** For what an agent writes, minted by the browser. */
    id: uuid().primaryKey().defaultRandom(),
    /** Breaks ties between messages of the same moment, in the order in which we learnt of them. */
    sequence: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
    conversationId: uuid()
      .notNull()
      .references(() => conversations.id),
    channelId: uuid()
      .notNull()
      .references(() => channels.id),
    externalId: text(),
    direction: messageDirection().notNull(),
    visibility: messageVisibility().notNull(),
    authorKind: authorKind().notNull(),
    authorId: uuid().references(() => users.id),
    /** Who wrote from elsewhere: the platform's app id. */
    authorAppId: text(),
    kind: text().notNull(),
    text: text(),
    /** What a kind needs beyond text: location, payload of a postback, buttons of a template, system event … */
    details: jsonb().$type<Record<string, unknown>>(),
    replyToExternalId: text(),
    /** The quoted message, while the platform has not named it yet. */
    replyToId: uuid(),
    /** Public ones: the post under which it stands, see `publications`. */
    postExternalId: text(),
    /** A private reply: the comment or visitor post that it goes out to. */
    privateReplyTo: text(),
    /** What is said in public of a private reply goes out once that one has: the message that goes first. */
    goesAfterId: uuid(),
    /** A public reply on a channel that asks for a second person's consent; null = nobody was asked. */
    approval: text().$type<"pending" | "approved" | "rejected">(),
    /** Who decided. */
    approverId: uuid().references(() => users.id),
    decidedAt: timestamp({ withTimezone: true }),
    /** The admin's rule by which something automatic may speak in public. */
    ruleId: uuid(),
    status: messageStatus().notNull(),
    failureReason: text(),
    /** The platform's words and codes, shown as a detail that can be copied. */
    failureDetail: text(),
    /** When the attempt now under way began; set before the platform is asked. */
    attemptedAt: timestamp({ withTimezone: true }),
    attempts: integer().notNull().default(0),
    /** The earliest attempt ever made: what the platform tells of an older moment cannot be this message. */
    firstAttemptedAt: timestamp({ withTimezone: true }),
    /** Since when nobody knows whether it arrived; null = known. */
    uncertainSince: timestamp({ withTimezone: true }),
    /** When the platform's history was first read without it, since the last attempt. */
    missingSince: timestamp({ withTimezone: true }),
    /** Why it waits, a key of `waitingWords`; null = it doesn't, or its turn has just not come yet. */
    waitingReason: text(),
    waitingSince: timestamp({ withTimezone: true }),
    /** When its lane looks at it again; null = as soon as somebody wakes the lane. */
    retryAt: timestamp({ withTimezone: true }),
    /** The platform's time where it told one, else ours: the thread's order. */
    sentAt: timestamp({ withTimezone: true }).notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    deliveredAt: timestamp({ withTimezone: true }),
    readAt: timestamp({ withTimezone: true }),
    editedAt: timestamp({ withTimezone: true }),
    deletedAt: timestamp({ withTimezone: true }),
    revision: integer().notNull().default(1),
  },
  (messages) => [
    uniqueIndex("messages_channel_external_id").on(messages.channelId, messages.externalId),
    index("messages_thread").on(messages.conversationId, messages.sentAt, messages.sequence),
    // Those that a receipt may still tell of.
    index("messages_unconfirmed")
      .on(messages.conversationId, messages.sentAt)
      .where(sql`direction = 'out' and visibility <> 'note' and status in ('sent', 'delivered')`),
    // Meta, private replies, 2026-04-16: one for each comment or visitor post.
    uniqueIndex("messages_private_reply")
      .on(messages.channelId, messages.privateReplyTo)
      .where(sql`private_reply_to is not null and status <> 'failed'`),
    index("messages_public")
      .on(messages.conversationId, messages.sentAt, messages.sequence)
      .where(sql`visibility = 'public'`),
    index("messages_approval").on(messages.sequence).where(sql`approval = 'pending'`),
    // Nothing automatic speaks in public unless an admin's rule says so.
    check(
      "messages_no_public_bot",
      sql`visibility <> 'public' or author_kind not in ('bot', 'system') or rule_id is not null`,
    ),
    index("messages_outbox")
      .on(messages.conversationId, messages.sequence)
      .where(sql`status in ('queued', 'sending')`),
  ],
);

/**
 * A file of a message. Incoming ones are copied from the platform's address, which expires; outgoing ones are uploaded
 * before their message is sent, and have none until then.
 */
export const attachments = pgTable(
  "attachments",
  {
    id: uuid().primaryKey().defaultRandom(),
    messageId: uuid().references(() => messages.id, { onDelete: "cascade" }),
    position: integer().notNull().default(0),
    type: text().notNull(),
    /** The platform's own address: it expires, and is never shown to browsers once there is a copy. */
    url: text(),
    name: text(),
    /** Bytes. */
    size: bigint({ mode: "number" }),
    /** `remote`: still at the platform's own address. `uploading`: on its way from an agent's browser. */
    state: text().$type<"remote" | "uploading" | "stored" | "failed">().notNull(),
    /** Judged by the content, not by what the sender claims. */
    contentType: text(),
    /** Pixels, as shown (after the orientation of a photograph was applied). */
    width: integer(),
    height: integer(),
    durationInMs: integer(),
    /** Our copy, and its small picture, in `lib/storage`. */
    storageKey: text(),
    thumbnailKey: text(),
    /** Why there is no copy, in our words. */
    problem: text(),
    /** Who uploaded it; null = it came from the platform. */
    uploadedById: uuid().references(() => users.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (attachments) => [
    uniqueIndex("attachments_message_position").on(attachments.messageId, attachments.position),
    index("attachments_unsent").on(attachments.createdAt).where(sql`message_id is null`),
    // The sweep asks of each file that is stored whether anything still shows it.
    index("attachments_storage_key").on(attachments.storageKey).where(sql`storage_key is not null`),
    index("attachments_thumbnail_key").on(attachments.thumbnailKey).where(sql`thumbnail_key is not null`),
  ],
);

/** An address at which anybody may fetch an attachment until it expires or is revoked. */
export const attachmentLinks = pgTable(
  "attachment_links",
  {
    /** SHA-256 of the token in the address: the address itself is stored nowhere but in the message. */
    tokenHash: text().primaryKey(),
    attachmentId: uuid()
      .notNull()
      .references(() => attachments.id, { onDelete: "cascade" }),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    revokedAt: timestamp({ withTimezone: true }),
    createdById: uuid().references(() => users.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (links) => [index("attachment_links_attachment").on(links.attachmentId)],
);

/** Keyed by the platform's id, so that a reaction may arrive before its message. */
export const reactions = pgTable(
  "reactions",
  {
    channelId: uuid()
      .notNull()
      .references(() => channels.id),
    messageExternalId: text().notNull(),
    by: text().$type<"contact" | "page">().notNull(),
    emoji: text().notNull(),
    removed: boolean().notNull().default(false),
    reactedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (reactions) => [primaryKey({ columns: [reactions.channelId, reactions.messageExternalId, reactions.by] })],
);

/** Likewise: an edit may overtake what it edits. */
export const messageEdits = pgTable(
  "message_edits",
  {
    channelId: uuid()
      .notNull()
      .references(() => channels.id),
    messageExternalId: text().notNull(),
    number: integer().notNull(),
    /** Null = removed by its author. */
    text: text(),
    editedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (edits) => [primaryKey({ columns: [edits.channelId, edits.messageExternalId, edits.number] })],
);

/**
 * Badge counts of a view (`all`, `unassigned`, or an agent's id) are the sums of its rows. Each transaction that changes
 * a conversation adds rows of its own, so that nobody waits for another one's; now and then they are folded into one.
 */
export const inboxCounters = pgTable(
  "inbox_counters",
  {
    view: text().notNull(),
    open: integer().notNull(),
    unread: integer().notNull(),
  },
  (counters) => [index("inbox_counters_view").on(counters.view)],
);
