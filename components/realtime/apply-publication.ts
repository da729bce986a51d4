import type { QueryClient } from "@tanstack/react-query";
import { type PostComments, placeComment } from "@/components/conversation/public/post-comments-state";
import type { Thread } from "@/components/conversation/thread-state";
import type { Post } from "@/lib/conversations/publications/shapes";
import type { LiveEvent } from "@/lib/realtime/live-event";
import { patchQueries } from "./patch-queries";

/** Below its post wherever that is shown, and, where it is the post itself, on the card of each message under it. */
export function applyPublication(
  cache: QueryClient,
  { publication, post }: Extract<LiveEvent, { type: "publication" }>,
) {
  patchQueries<PostComments>(cache, ["post-comments", publication.postId], (comments) =>
    post ? { ...comments, post: newer(comments.post, post) } : placeComment(comments, publication),
  );
  if (post) patchQueries<Thread>(cache, ["messages"], (thread) => withPost(thread, post));
}

function withPost(thread: Thread, post: Post): Thread {
  const isStale = (known: Post | null) => known?.id === post.id && newer(known, post) === post;
  if (!thread.messages.some((message) => isStale(message.post))) return thread;
  return {
    ...thread,
    messages: thread.messages.map((message) => (isStale(message.post) ? { ...message, post } : message)),
  };
}

function newer(known: Post, told: Post): Post {
  return known.revision >= told.revision ? known : told;
}
