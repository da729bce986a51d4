import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { Post, Publication } from "@/lib/conversations/publications/shapes";

const PAGE = 50;
const LARGEST_PAGE = 100;
/** A list that was opened far is read again only so far. */
const MOST_READ_AGAIN = 500;

/** Comments under one post, oldest first. */
export interface PostComments {
  post: Post;
  comments: Publication[];
  nextCursor: string | null;
}

/**
 * Comments under one post: those of the comment thread that one of them stands in, or all of them, page by page. Every
 * reading of a post stands under `["post-comments", postId]`.
 *
 * @param around the publication whose comment thread is wanted; null = all that stands under the post.
 */
export function postCommentsQuery(postId: string, around: string | null) {
  return queryOptions<PostComments>({
    queryKey: ["post-comments", postId, around],
    queryFn: ({ client, signal, queryKey }) => readComments(postId, around, client.getQueryData(queryKey), signal),
    staleTime: 10_000,
  });
}

/** What was shown stays as far as it was opened, and what a push told meanwhile stays newer. */
async function readComments(
  postId: string,
  around: string | null,
  shown: PostComments | undefined,
  signal: AbortSignal,
) {
  const wanted = around ? 0 : Math.min(shown?.comments.length ?? 0, MOST_READ_AGAIN);
  const limit = wanted > PAGE ? LARGEST_PAGE : PAGE;
  let read = await readPage(postId, { around, limit }, signal);
  while (read.nextCursor && read.comments.length < wanted) {
    read = withPage(read, await readPage(postId, { cursor: read.nextCursor, limit }, signal));
  }
  return shown ? { ...read, comments: read.comments.map((comment) => newerOf(comment, shown)) } : read;
}

function newerOf(comment: Publication, { comments }: PostComments) {
  const known = comments.find(({ id }) => id === comment.id);
  return known && known.revision > comment.revision ? known : comment;
}

/** The page below all that is loaded of a post. */
export async function readMoreComments(cache: QueryClient, postId: string) {
  const { queryKey } = postCommentsQuery(postId, null);
  const cursor = cache.getQueryData(queryKey)?.nextCursor;
  if (!cursor) return;

  const page = await readPage(postId, { cursor, limit: PAGE });
  cache.setQueryData(queryKey, (list) => (list?.nextCursor === cursor ? withPage(list, page) : list));
}

function readPage(
  postId: string,
  { around, cursor, limit }: { around?: string | null; cursor?: string; limit: number },
  signal?: AbortSignal,
) {
  const search = new URLSearchParams({ limit: String(limit) });
  if (around) search.set("around", around);
  if (cursor) search.set("cursor", cursor);
  return api<PostComments>("GET", `/api/posts/${postId}/comments?${search}`, undefined, signal);
}

function withPage(list: PostComments, page: PostComments): PostComments {
  const known = new Set(list.comments.map(({ id }) => id));
  return { ...page, comments: [...list.comments, ...page.comments.filter(({ id }) => !known.has(id))] };
}

/** Older news never overwrites newer. What is not there yet belongs there when nothing is left to load below it. */
export function upsertPublication(list: PostComments, publication: Publication): PostComments {
  const known = list.comments.find(({ id }) => id === publication.id);
  if (known && known.revision >= publication.revision) return list;
  if (!known && list.nextCursor) return list;

  const others = list.comments.filter(({ id }) => id !== publication.id);
  return { ...list, comments: [...others, publication].sort(bySaidAt) };
}

function bySaidAt(a: Publication, b: Publication) {
  const [first, second] = [a.saidAt ?? "", b.saidAt ?? ""];
  if (first !== second) return first < second ? -1 : 1;
  return a.externalId < b.externalId ? -1 : 1;
}
