import { and, eq, inArray, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { publications } from "@/db/schema/publications";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { visibleTo } from "../visible-to";
import { isPost, presentPosts, presentPublications } from "./present-publications";
import { type Post, type Publication, postSchema, publicationSchema } from "./shapes";

export const commentPageSchema = z
  .object({
    around: z.uuid().optional(),
    /** What stands before this one. */
    cursor: z.uuid().optional(),
    /** What stands after this one. */
    after: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  })
  .refine(({ around, cursor, after }) => [around, cursor, after].filter(Boolean).length <= 1, {
    error: "give around, cursor or after, not several",
  });

export const commentsSchema = z.object({
  post: postSchema,
  /** Oldest first. */
  comments: publicationSchema.array(),
  /** What to give as `cursor` for the older ones; null at the beginning. */
  nextCursor: z.uuid().nullable(),
  /** What to give as `after` for the newer ones; null at the end. */
  newerCursor: z.uuid().nullable(),
});

interface Comments {
  post: Post;
  comments: Publication[];
  nextCursor: string | null;
  newerCursor: string | null;
}

/**
 * What was said below a post, whoever said it, oldest first: the newest of it, or what lies around or beside one. What is
 * known by its id alone is left out.
 *
 * @throws AppError `not_found` for a post that the agent may not see, or a comment that is not below it.
 */
export async function listComments(
  agent: Agent,
  postId: string,
  page: z.input<typeof commentPageSchema> = {},
): Promise<Comments> {
  const { around, cursor, after, limit } = commentPageSchema.parse(page);
  const below = await findPost(agent, postId);
  const edge = around ?? cursor ?? after;
  const position = edge ? await findPosition(below, edge) : null;

  const side = around ? Math.ceil(limit / 2) : limit;
  const older = after ? nothing : await readSide(below, position, around ? "<=" : "<", side);
  const newer = around || after ? await readSide(below, position, ">", side) : nothing;
  const ids = [...older.ids.toReversed(), ...newer.ids];
  const [posts, comments] = await Promise.all([
    presentPosts(db, eq(publications.id, postId)),
    presentPublications(db, inArray(publications.id, ids), clock.now()),
  ]);
  return {
    post: [...posts.values()][0]!,
    comments,
    nextCursor: older.goesOn ? ids[0]! : null,
    newerCursor: newer.goesOn ? ids.at(-1)! : null,
  };
}

interface Side {
  /** The nearest first. */
  ids: string[];
  goesOn: boolean;
}

const nothing: Side = { ids: [], goesOn: false };

/** Those with the same second stand in the order of their ids, byte by byte, as browsers compare them. */
const place = sql`(${publications.saidAt}, ${publications.externalId} collate "C")`;

async function readSide(
  below: SQL,
  position: SQL | null,
  beyond: "<" | "<=" | ">",
  limit: number,
): Promise<Side> {
  const direction = sql.raw(beyond === ">" ? "asc" : "desc");
  const rows = await db
    .select({ id: publications.id })
    .from(publications)
    .where(and(below, position ? sql`${place} ${sql.raw(beyond)} ${position}` : undefined))
    .orderBy(
      sql`${publications.saidAt} ${direction}`,
      sql`${publications.externalId} collate "C" ${direction}`,
    )
    .limit(limit + 1);
  return { ids: rows.slice(0, limit).map(({ id }) => id), goesOn: rows.length > limit };
}

/** @returns what stands below the post. */
async function findPost(agent: Agent, postId: string): Promise<SQL> {
  const [post] = await db
    .select({ channelId: publications.channelId, externalId: publications.externalId })
    .from(publications)
    .where(and(eq(publications.id, postId), isPost, visibleTo(agent)));
  if (!post) throw new AppError("not_found", "This post is not known here.");

  const { channelId, externalId } = post;
  return and(
    eq(publications.channelId, channelId),
    eq(publications.postExternalId, externalId),
    ne(publications.externalId, externalId),
    isNotNull(publications.saidAt),
  )!;
}

async function findPosition(below: SQL, publicationId: string): Promise<SQL> {
  const [found] = await db
    .select({ saidAt: publications.saidAt, externalId: publications.externalId })
    .from(publications)
    .where(and(below, eq(publications.id, publicationId)));
  if (!found?.saidAt) throw new AppError("not_found", "This comment is not below the post.");
  return sql`(${found.saidAt.toISOString()}::timestamptz, ${found.externalId} collate "C")`;
}
