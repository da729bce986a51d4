import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import { patchQueries } from "@/components/realtime/patch-queries";
import type { Post, Publication } from "@/lib/conversations/publications/shapes";
import { mergeComments, type PostComments } from "./post-comments-state";

const PAGE = 30;

interface CommentPage {
  post: Post;
  comments: Publication[];
  nextCursor: string | null;
  newerCursor: string | null;
}

/**
 * What was said below a post: around one comment, else the newest of it. What is pushed finds every stretch that is
 * loaded, see `applyPublication`.
 */
export function postCommentsQuery(postId: string, around: string | null = null) {
  return queryOptions<PostComments>({
    queryKey: ["post-comments", postId, around],
    queryFn: async ({ signal }) => {
      const page = await readPage(postId, around ? { around } : {}, signal);
      return { post: page.post, comments: page.comments, older: page.nextCursor, newer: page.newerCursor };
    },
    staleTime: 10_000,
  });
}

/** The page before, or after, the loaded stretch. */
export async function readMoreComments(
  cache: QueryClient,
  postId: string,
  around: string | null,
  side: "older" | "newer",
) {
  const { queryKey } = postCommentsQuery(postId, around);
  const edge = cache.getQueryData(queryKey)?.[side];
  if (!edge) return;

  const page = await readPage(postId, side === "older" ? { cursor: edge } : { after: edge });
  const next = side === "older" ? page.nextCursor : page.newerCursor;
  patchQueries<PostComments>(cache, queryKey, (shown) =>
    shown[side] === edge
      ? { ...shown, comments: mergeComments(shown.comments, page.comments), [side]: next }
      : shown,
  );
}

function readPage(postId: string, place: Record<string, string>, signal?: AbortSignal) {
  const search = new URLSearchParams({ limit: String(PAGE), ...place });
  return api<CommentPage>("GET", `/api/posts/${postId}/comments?${search}`, undefined, signal);
}
