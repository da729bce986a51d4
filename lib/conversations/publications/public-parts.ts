import { inArray, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { contacts } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { sideBySide } from "@/db/side-by-side";
import { isNamed, presentPosts, privateReplyOf, publicKey, selectPublic } from "./present-publications";
import type { Post, PublicPart, PublicTarget } from "./shapes";

type MessageRow = Pick<
  typeof messages.$inferSelect,
  "channelId" | "externalId" | "postExternalId" | "visibility"
>;

export interface PublicParts {
  postOf(message: MessageRow): Post | null;
  partOf(message: MessageRow): PublicPart | null;
}

/** What the public messages among these have beyond every message, in two round trips and none where none is public. */
export async function readPublicParts(reader: Reader, rows: MessageRow[], now: Date): Promise<PublicParts> {
  const shown = rows.filter(({ visibility }) => visibility === "public");
  if (shown.length === 0) return { postOf: () => null, partOf: () => null };

  const postKeys = shown.flatMap(({ channelId, postExternalId: externalId }) =>
    externalId ? { channelId, externalId } : [],
  );
  const ownKeys = shown.flatMap(({ channelId, externalId }) => (externalId ? { channelId, externalId } : []));
  const [posts, own] = await sideBySide(
    reader,
    () => presentPosts(reader, isNamed(postKeys)),
    () => selectPublic(reader).where(isNamed(ownKeys)),
  );
  const parts = new Map(own.map((row) => [publicKey(row.publication), partFrom(row, now)]));
  return {
    postOf: ({ channelId, postExternalId: externalId }) =>
      (externalId && posts.get(publicKey({ channelId, externalId }))) || null,
    partOf: ({ channelId, externalId }) =>
      (externalId && parts.get(publicKey({ channelId, externalId }))) || null,
  };
}

function partFrom(row: Parameters<typeof privateReplyOf>[0], now: Date): PublicPart {
  const { id, kind, isHidden, isLiked, permalinkUrl } = row.publication;
  return { id, kind, hidden: isHidden, liked: isLiked, permalinkUrl, privateReply: privateReplyOf(row, now) };
}

/**
 * What a reply to each of some conversations answers where nothing was chosen: the newest that the contact said in
 * public and that still stands.
 */
export async function readPublicTargets(
  reader: Reader,
  conversationIds: string[],
  now: Date,
): Promise<Map<string, PublicTarget>> {
  if (conversationIds.length === 0) return new Map();
  const newest = await reader
    .select({
      conversationId: conversations.id,
      channelId: messages.channelId,
      externalId: messages.externalId,
      messageId: messages.id,
      text: messages.text,
      sentAt: messages.sentAt,
      authorName: contacts.name,
      isNewest: sql<boolean>`not exists (
        select from messages as later
        where later.conversation_id = ${conversations.id} and later.visibility = 'private'
          and later.author_kind = 'contact' and later.deleted_at is null
          and (later.sent_at, later.sequence) > (${messages.sentAt}, ${messages.sequence}))`,
    })
    .from(conversations)
    .innerJoin(contacts, sql`${contacts.id} = ${conversations.contactId}`)
    .innerJoin(
      messages,
      sql`${messages.id} = (
        select id from messages as newest
        where newest.conversation_id = ${conversations.id} and newest.visibility = 'public'
          and newest.direction = 'in' and newest.deleted_at is null and newest.external_id is not null
        order by newest.sent_at desc, newest.sequence desc limit 1)`,
    )
    .where(inArray(conversations.id, conversationIds));
  const keys = newest.flatMap(({ channelId, externalId }) => (externalId ? { channelId, externalId } : []));
  const rows = await selectPublic(reader).where(isNamed(keys));
  const known = new Map(rows.map((row) => [publicKey(row.publication), row]));

  return new Map(
    newest.flatMap(
      ({ conversationId, channelId, externalId, sentAt, ...shown }): [string, PublicTarget][] => {
        const row = known.get(publicKey({ channelId, externalId: externalId! }));
        if (!row) return [];
        const { kind, isElsewhere: elsewhere } = row.publication;
        const target = { ...shown, kind, elsewhere, sentAt: sentAt.toISOString() };
        return [[conversationId, { ...target, privateReply: privateReplyOf(row, now) }]];
      },
    ),
  );
}
