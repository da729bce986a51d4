"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { showToast } from "@/components/ui/toast";
import type { Conversation } from "@/lib/conversations/shapes";
import { useConversation } from "../use-conversation";
import { ContextComment } from "./context-comment";
import { nestComments } from "./context-tree";
import { postCommentsQuery, readMoreComments } from "./post-comments";
import type { PostComments } from "./post-comments-state";
import { publicName } from "./public-words";

interface ContextDialogProps {
  conversationId: string;
  postId: string;
  around: string | null;
  onGoTo: (messageId: string) => void;
  onClose: () => void;
}

/** Everything that was said under a post, nested, a page at a time. */
export function ContextDialog({ conversationId, postId, around, onGoTo, onClose }: ContextDialogProps) {
  const { data: conversation } = useConversation(conversationId);
  const { data: list, error, refetch, isFetching } = useQuery(postCommentsQuery(postId, around));

  function goTo(messageId: string) {
    onClose();
    onGoTo(messageId);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="large"
      title="Comments on this post"
      description={list && <Subject post={list.post} />}
    >
      {list && conversation && (
        <Comments list={list} around={around} conversation={conversation} onGoTo={goTo} />
      )}
      {!list && !error && <Waiting />}
      {!list && error && (
        <Notice
          tone="error"
          action={
            <Button size="small" busy={isFetching} onClick={() => refetch()}>
              Try again
            </Button>
          }
        >
          {errorMessage(error)}
        </Notice>
      )}
    </Dialog>
  );
}

function Subject({ post: { authorName, text } }: { post: PostComments["post"] }) {
  return (
    <span className="wrap-anywhere line-clamp-2">
      <bdi className="font-medium">{publicName(authorName)}</bdi>
      {text && (
        <>
          {": "}
          <bdi>{text}</bdi>
        </>
      )}
    </span>
  );
}

interface CommentsProps {
  list: PostComments;
  around: string | null;
  conversation: Conversation;
  onGoTo: (messageId: string) => void;
}

function Comments({ list, around, conversation, onGoTo }: CommentsProps) {
  const postId = list.post.id;
  const showOnce = useCallback(
    (comment: HTMLElement | null) => comment?.scrollIntoView({ block: "center" }),
    [],
  );
  if (list.comments.length === 0) return <p className="text-muted">Nobody has commented on it yet.</p>;

  return (
    <>
      {list.older && <More postId={postId} around={around} side="older" />}
      {nestComments(list.comments).map((comment) => (
        <ContextComment
          key={comment.publication.id}
          {...comment}
          ref={comment.publication.id === around ? showOnce : undefined}
          conversation={conversation}
          isElsewhere={list.post.elsewhere}
          onGoTo={onGoTo}
        />
      ))}
      {list.newer && <More postId={postId} around={around} side="newer" />}
    </>
  );
}

interface MoreProps {
  postId: string;
  around: string | null;
  side: "older" | "newer";
}

function More({ postId, around, side }: MoreProps) {
  const cache = useQueryClient();
  const [isReading, setIsReading] = useState(false);

  async function read() {
    setIsReading(true);
    await readMoreComments(cache, postId, around, side).catch((error) => showToast(errorMessage(error)));
    setIsReading(false);
  }

  return (
    <Button size="small" busy={isReading} onClick={read} className="my-2">
      {side === "older" ? "Earlier comments" : "Later comments"}
    </Button>
  );
}

function Waiting() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Loading the comments</span>
      <Skeleton className="h-10 w-2/3" />
      <Skeleton className="h-10 w-1/2" />
      <Skeleton className="h-10 w-3/5" />
    </div>
  );
}
