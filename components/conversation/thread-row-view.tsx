"use client";

import { useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { Lock } from "lucide-react";
import { useCallback } from "react";
import { dayName } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/now";
import { useTimeStyle } from "@/components/ui/time";
import type { Message } from "@/lib/conversations/shapes";
import { MessageBubble } from "./message-bubble";
import { LateContext } from "./public/context-late";
import { openComments } from "./public/context-store";
import { LatePostCard } from "./public/post-card-late";
import { messagesQuery } from "./queries";
import { SystemLine } from "./system-line";
import { ThinLine } from "./thin-line";
import type { BubbleRow, ThreadRow } from "./thread-rows";

interface ThreadRowViewProps {
  row: ThreadRow;
  myId: string;
  /** What can be done with those that have not reached the server, by id. */
  pending: Map<string, { retry: () => void; edit: () => void }>;
  onReply: (message: Message) => void;
  onGoTo: (messageId: string) => void;
}

export function ThreadRowView(props: ThreadRowViewProps) {
  const { row } = props;
  switch (row.kind) {
    case "day":
      return <Day at={row.at} />;
    case "unread":
      return <Unread count={row.count} />;
    case "system":
      return <SystemLine message={row.message} />;
    case "post":
      return <LatePostCard post={row.post} message={row.message} />;
    case "private":
      return <ThinLine icon={Lock} words={privateWords(row.message)} at={null} />;
    case "bubble":
      return row.message.visibility === "public" ? (
        <PublicBubble {...props} row={row} />
      ) : (
        <Bubble {...props} row={row} />
      );
    default:
      return row satisfies never;
  }
}

type BubbleProps = ThreadRowViewProps & { row: BubbleRow };

function Bubble({ row, myId, pending, onReply, onGoTo }: BubbleProps) {
  return (
    <MessageBubble
      message={row.message}
      startsGroup={row.startsGroup}
      endsGroup={row.endsGroup}
      myId={myId}
      pending={pending.get(row.key)}
      onReply={onReply}
      onGoTo={onGoTo}
    />
  );
}

/** Beside the line that runs along a public stretch, among what others said there. */
function PublicBubble({ onGoTo, ...props }: BubbleProps) {
  const { row } = props;
  const goToAnswered = useGoToAnswered(row, onGoTo);
  const isNested = row.message.direction === "in" && row.message.replyTo !== null;

  return (
    <div className="ms-5 border-public-line border-s-2 max-md:ms-3">
      {row.startsThread && <LateContext row={row} side="before" onGoTo={onGoTo} />}
      <div className={clsx(isNested && "ms-5")}>
        <Bubble {...props} onGoTo={goToAnswered} />
      </div>
      {row.message.publication && <LateContext row={row} side="after" onGoTo={onGoTo} />}
    </div>
  );
}

/** What a comment answers may stand in somebody else's conversation: then it is shown among all comments. */
function useGoToAnswered({ message, around }: BubbleRow, onGoTo: (messageId: string) => void) {
  const cache = useQueryClient();
  const { conversationId, post } = message;
  const postId = post?.id;

  return useCallback(
    (messageId: string) => {
      const thread = cache.getQueryData(messagesQuery(conversationId).queryKey);
      if (!postId || thread?.messages.some(({ id }) => id === messageId)) onGoTo(messageId);
      else openComments({ conversationId, postId, around });
    },
    [cache, conversationId, postId, around, onGoTo],
  );
}

function privateWords({ replyTo, direction }: Message) {
  const isPrivateReply = direction === "out" && replyTo?.visibility === "public";
  return isPrivateReply
    ? "From here on in private · private reply to the comment"
    : "From here on in private";
}

function Day({ at }: { at: string }) {
  const now = useNow();
  const style = useTimeStyle();

  return (
    <p className="pt-4 pb-2 text-center text-faint text-sm">
      <time dateTime={at}>{dayName(at, now, style)}</time>
    </p>
  );
}

function Unread({ count }: { count: number }) {
  return (
    <p className="mx-5 flex items-center gap-3 py-2 font-medium text-accent-ink text-sm before:h-px before:flex-1 before:bg-accent/30 after:h-px after:flex-1 after:bg-accent/30">
      {count} new
    </p>
  );
}
