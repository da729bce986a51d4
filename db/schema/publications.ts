import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { channels } from "./channels";

export interface PublishedFile {
  type: "image" | "video" | "link";
  url: string;
  title?: string;
}

export interface EarlyReaction {
  emoji: string;
  removed: boolean;
  /** The platform's time, ISO 8601. */
  at: string;
}

/**
 * Everything that was said in public where a channel can hear it: posts, comments, ratings, as a tree. Deliveries come
 * in any order, so each fact keeps the moment of which it tells, and the newest one stands. What belongs to a
 * conversation has a message beside it, by the same external id; the rest is what stands around it.
 */
export const publications = pgTable(
  "publications",
  {
    id: uuid().primaryKey().defaultRandom(),
    channelId: uuid()
      .notNull()
      .references(() => channels.id),
    externalId: text().notNull(),
    kind: text().$type<"post" | "comment" | "rating">().notNull(),
    /** The post under which it stands; of a post or a rating its own id. */
    postExternalId: text().notNull(),
    /** The comment or the post that it answers; null where it answers nothing. */
    parentExternalId: text(),
    /** The channel's own id where the Page said it; null = the platform does not tell. */
    authorExternalId: text(),
    authorName: text(),
    text: text(),
    /** Of a rating: `positive`, `negative`, or the stars of old, `1` to `5`. */
    rating: text(),
    files: jsonb().$type<PublishedFile[]>().notNull().default([]),
    permalinkUrl: text(),
    /** A mention: it stands on somebody else's wall. */
    isElsewhere: boolean().notNull().default(false),
    /** False: an unpublished post, as ads have. */
    isPublished: boolean().notNull().default(true),
    isPromoted: boolean().notNull().default(false),
    /** Of which moment `isPublished` and `isPromoted` tell. */
    publishedToldAt: timestamp({ withTimezone: true }),
    /** The platform's time; null = known by its id alone, until it is told of or read. */
    saidAt: timestamp({ withTimezone: true }),
    editedAt: timestamp({ withTimezone: true }),
    removedAt: timestamp({ withTimezone: true }),
    isHidden: boolean().notNull().default(false),
    /** Of which moment `isHidden` tells. */
    hiddenToldAt: timestamp({ withTimezone: true }),
    isLiked: boolean().notNull().default(false),
    likedToldAt: timestamp({ withTimezone: true }),
    /** Of people, by their ids, as long as nobody knows whose conversation it stands in. */
    earlyReactions: jsonb().$type<Record<string, EarlyReaction>>().notNull().default({}),
    /** Why the platform takes no private reply to it; null = it has not refused one. */
    privateReplyRefusal: text().$type<"used" | "late" | "impossible">(),
    /** False: nothing but read around what was told, so by itself it stands in nobody's conversation. */
    isTold: boolean().notNull().default(true),
    /** Whose conversation it stands in, by the platform's id of the contact; null = it stands around others'. */
    contactExternalId: text(),
    /** It was made a matter of its own: by an agent, or by its author, who named the Page in it. */
    isAdopted: boolean().notNull().default(false),
    /** When it was last read from the platform itself; null = known from deliveries. */
    readAt: timestamp({ withTimezone: true }),
    /** Why it could not be read, in our words. */
    readProblem: text(),
    revision: integer().notNull().default(1),
  },
  (publications) => [
    uniqueIndex("publications_channel_external_id").on(publications.channelId, publications.externalId),
    index("publications_post").on(publications.channelId, publications.postExternalId, publications.saidAt),
    index("publications_parent").on(publications.channelId, publications.parentExternalId),
  ],
);
