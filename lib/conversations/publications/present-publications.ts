import { and, asc, type Column, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Reader } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { messages } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import { privateReply } from "./private-reply";
import type { Post, PrivateReply, Publication } from "./shapes";

export type PublicationRow = typeof publications.$inferSelect;

const postOf = alias(publications, "post_of");
const parentOf = alias(publications, "parent_of");

/** What others stand below: a post, or a rating, which is its own. */
export const isPost = eq(publications.externalId, publications.postExternalId);

/** By the platform's name, on one channel. */
export interface PublicKey {
  channelId: string;
  externalId: string;
}

export interface PublicRow {
  publication: PublicationRow;
  pageExternalId: string;
  /** A private reply of ours went out to it, or is about to. */
  used: boolean;
}

const isAnswered = sql<boolean>`exists (
  select from messages as private_reply
  where private_reply.channel_id = ${publications.channelId}
    and private_reply.private_reply_to = ${publications.externalId} and private_reply.status <> 'failed')`;

/** Publications with what tells whether a private reply is possible. */
export function selectPublic(reader: Reader) {
  return reader
    .select({
      publication: getTableColumns(publications),
      pageExternalId: channels.externalId,
      used: isAnswered,
    })
    .from(publications)
    .innerJoin(channels, eq(channels.id, publications.channelId))
    .$dynamic();
}

/** One of these, also where they belong to several channels. */
export function isNamed(keys: PublicKey[]): SQL {
  const channelIds = sql.param(keys.map(({ channelId }) => channelId));
  const externalIds = sql.param(keys.map(({ externalId }) => externalId));
  return sql`(${publications.channelId}, ${publications.externalId}) in (
    select * from unnest(${channelIds}::uuid[], ${externalIds}::text[]))`;
}

export function privateReplyOf({ publication, pageExternalId, used }: PublicRow, now: Date): PrivateReply {
  const { authorExternalId } = publication;
  const byPerson = authorExternalId !== null && authorExternalId !== pageExternalId;
  return privateReply({ ...publication, byPerson, used }, now);
}

/** The posts with these ids as the cards above their comments show them. */
export async function presentPosts(reader: Reader, where: SQL | undefined): Promise<Map<string, Post>> {
  const rows = await selectPublic(reader).where(where);
  return new Map(rows.map((row) => [publicKey(row.publication), presentPost(row)]));
}

export function publicKey({ channelId, externalId }: PublicKey) {
  return `${channelId} ${externalId}`;
}

function presentPost({ publication, pageExternalId }: PublicRow): Post {
  const { removedAt } = publication;
  return {
    id: publication.id,
    externalId: publication.externalId,
    authorName: publication.authorName,
    byPage: publication.authorExternalId === pageExternalId,
    text: removedAt ? null : publication.text,
    files: removedAt ? [] : publication.files,
    permalinkUrl: publication.permalinkUrl,
    publishedAt: publication.saidAt?.toISOString() ?? null,
    published: publication.isPublished,
    promoted: publication.isPromoted,
    elsewhere: publication.isElsewhere,
    removedAt: removedAt?.toISOString() ?? null,
    problem: publication.readProblem,
    revision: publication.revision,
  };
}

/** Publications as the wire shows them, in the order in which they were said. Sockets and reads present through this. */
export async function presentPublications(
  reader: Reader,
  where: SQL | undefined,
  now: Date,
): Promise<Publication[]> {
  const rows = await reader
    .select({
      publication: getTableColumns(publications),
      pageExternalId: channels.externalId,
      used: isAnswered,
      postId: postOf.id,
      parentId: parentOf.id,
      messageId: messages.id,
      conversationId: messages.conversationId,
    })
    .from(publications)
    .innerJoin(channels, eq(channels.id, publications.channelId))
    .leftJoin(postOf, sameChannel(postOf, publications.postExternalId))
    .leftJoin(parentOf, sameChannel(parentOf, publications.parentExternalId))
    .leftJoin(
      messages,
      and(eq(messages.channelId, publications.channelId), eq(messages.externalId, publications.externalId)),
    )
    .where(where)
    // Of one second byte by byte, as browsers compare.
    .orderBy(asc(publications.saidAt), sql`${publications.externalId} collate "C"`);

  return rows.map(({ postId, parentId, messageId, conversationId, ...row }) => ({
    ...said(row.publication, row.pageExternalId),
    postId,
    parentId: parentId === postId ? null : parentId,
    privateReply: privateReplyOf(row, now),
    messageId,
    conversationId,
  }));
}

function sameChannel(other: typeof postOf | typeof parentOf, externalId: Column) {
  return and(eq(other.channelId, publications.channelId), eq(other.externalId, externalId));
}

function said(publication: PublicationRow, pageExternalId: string) {
  const { removedAt } = publication;
  return {
    id: publication.id,
    externalId: publication.externalId,
    kind: publication.kind,
    author: { byPage: publication.authorExternalId === pageExternalId, name: publication.authorName },
    text: removedAt ? null : publication.text,
    files: removedAt ? [] : publication.files,
    permalinkUrl: publication.permalinkUrl,
    saidAt: publication.saidAt?.toISOString() ?? null,
    editedAt: publication.editedAt?.toISOString() ?? null,
    removedAt: removedAt?.toISOString() ?? null,
    hidden: publication.isHidden,
    liked: publication.isLiked,
    revision: publication.revision,
  };
}
