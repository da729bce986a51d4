"use client";

import { useQuery } from "@tanstack/react-query";
import { MessagesSquare } from "lucide-react";
import type { Message } from "@/lib/conversations/shapes";
import type { BubbleRow } from "../thread-rows";
import { useConversation } from "../use-conversation";
import { ContextComment } from "./context-comment";
import { openComments } from "./context-store";
import { contextAround } from "./context-tree";
import { postCommentsQuery } from "./post-comments";

export interface ContextAroundProps {
  row: BubbleRow;
  side: "before" | "after";
  onGoTo: (messageId: string) => void;
}

/** What others said in the comment thread, before or after one message of ours. Quietly: it isn't addressed to us. */
export function ContextAround({ row: { message, around, startsThread }, side, onGoTo }: ContextAroundProps) {
  const { conversationId, post, publication } = message;
  const { data: conversation } = useConversation(conversationId);
  const comments = useComments(message, around);
  if (!conversation || !post || !publication || !comments) return null;
  if (side === "before" && !startsThread) return null;

  const context = contextAround(comments, publication.id, conversationId);
  const shown = context[side];
  const more = side === "before" ? context.moreBefore : context.moreAfter;
  if (shown.length === 0) return null;

  return (
    <div aria-live="off" className="px-5 max-md:px-3">
      {shown.map((comment) => (
        <ContextComment
          key={comment.publication.id}
          {...comment}
          conversation={conversation}
          isElsewhere={post.elsewhere}
          onGoTo={onGoTo}
        />
      ))}
      {more > 0 && (
        <button
          type="button"
          onClick={() =>
            openComments({
              conversationId,
              postId: post.id,
              around: publication.id === post.id ? null : publication.id,
            })
          }
          className="mt-1 inline-flex items-center gap-1.5 text-accent-ink text-sm hover:underline max-sm:py-2"
        >
          <MessagesSquare aria-hidden="true" className="size-3.5" />
          {more === 1 ? "1 more comment" : `${more} more comments`} {side === "before" ? "before" : "after"}{" "}
          this
        </button>
      )}
    </div>
  );
}

/** One reading serves all messages of a comment thread, unless the thread is so long that it doesn't reach this one. */
function useComments({ post, publication }: Message, around: string | null) {
  const postId = post?.id ?? "";
  const ownId = publication?.id ?? "";
  const isKnown = Boolean(post && publication);
  const shared = useQuery({ ...postCommentsQuery(postId, around), enabled: isKnown });
  const isBeyond =
    shared.data !== undefined &&
    ownId !== postId &&
    around !== ownId &&
    !shared.data.comments.some(({ id }) => id === ownId);
  const near = useQuery({ ...postCommentsQuery(postId, ownId), enabled: isKnown && isBeyond });

  return isBeyond ? near.data : shared.data;
}
