"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowDown } from "lucide-react";
import { useMemo, useState } from "react";
import { errorMessage } from "@/components/api";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { useTimeStyle } from "@/components/ui/time";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { Conversation, Message } from "@/lib/conversations/shapes";
import { answerMessage } from "./composer/composer-answers";
import { LightboxHost } from "./media/lightbox-host";
import { usePendingMessages } from "./outbox/use-pending-messages";
import { ContextHost } from "./public/context-host";
import { messagesQuery } from "./queries";
import { StillThread } from "./still-thread";
import { ThreadRowView } from "./thread-row-view";
import { firstUnread, type ThreadRow, threadRows } from "./thread-rows";
import { ThreadSkeleton } from "./thread-skeleton";
import type { Thread as LoadedThread } from "./thread-state";
import { useReading } from "./use-reading";
import { useThreadScroll } from "./use-thread-scroll";

/** What was said, oldest first. */
export function Thread({ conversation }: { conversation: Conversation }) {
  const { data: thread, error, refetch, isFetching } = useQuery(messagesQuery(conversation.id));
  const hydrated = useHydrated();
  if (thread && !hydrated) return <StillThread conversation={conversation} thread={thread} />;
  if (thread) return <LoadedMessages conversation={conversation} thread={thread} />;
  if (!error) return <ThreadSkeleton />;

  return (
    <div className="flex flex-1 flex-col justify-end p-5">
      <Notice
        tone="error"
        action={
          <Button busy={isFetching} onClick={() => refetch()}>
            Try again
          </Button>
        }
      >
        {errorMessage(error)}
      </Notice>
    </div>
  );
}

function LoadedMessages({ conversation, thread }: { conversation: Conversation; thread: LoadedThread }) {
  const me = useMe();
  const { rows, pending } = useRows(conversation, thread);
  const { scroller, virtualizer, atEnd, newBelow, goTo, goToEnd } = useThreadScroll(
    conversation.id,
    thread,
    rows,
  );
  useReading(conversation, thread, atEnd === true);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={`Messages with ${conversation.contact.name}`}
        aria-live="polite"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard.
        tabIndex={0}
        className="h-full overflow-y-auto overflow-x-hidden [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="relative w-full" style={{ height: virtualizer.getTotalSize(), minHeight: "100%" }}>
          {thread.older && (
            <div className="absolute inset-x-0 top-3 grid place-items-center text-faint">
              <Spinner label="Loading older messages" />
            </div>
          )}
          {virtualizer.getVirtualItems().map(({ index, key, start }) => (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <ThreadRowView
                row={rows[index]!}
                myId={me.id}
                pending={pending}
                onReply={answerMessage}
                onGoTo={goTo}
              />
            </div>
          ))}
        </div>
      </div>
      <LightboxHost conversationId={conversation.id} />
      <ContextHost conversationId={conversation.id} onGoTo={goTo} />
      {atEnd === false && (
        <Button
          onClick={goToEnd}
          className="absolute! inset-x-0 bottom-3 mx-auto w-fit rounded-full! shadow-float"
          aria-label={newBelow > 0 ? `${newBelow} new messages, go to them` : "Go to the newest message"}
        >
          <ArrowDown aria-hidden="true" className="size-3.5" />
          {newBelow > 0 ? <span className="font-semibold text-accent-ink">{newBelow} new</span> : "Newest"}
        </Button>
      )}
    </div>
  );
}

/** Stored messages, and below them what is still on its way. The unread mark stays where it was on opening. */
function useRows(conversation: Conversation, thread: LoadedThread) {
  const style = useTimeStyle();
  const [unread] = useState(() => firstUnread(thread.messages, conversation.unreadCount));
  const { messages: pendingMessages, actions } = usePendingMessages(conversation.id, thread);

  const rows = useMemo((): ThreadRow[] => {
    const all: Message[] = thread.newer ? thread.messages : [...thread.messages, ...pendingMessages];
    return threadRows(all, { unread, complete: thread.older === null, style });
  }, [thread, pendingMessages, unread, style]);

  return { rows, pending: actions };
}
