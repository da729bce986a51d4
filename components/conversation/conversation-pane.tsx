"use client";

import { CloudOff, MessageCircleOff } from "lucide-react";
import { ApiError, errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Composer } from "./composer/composer";
import { DropZone } from "./composer/drop-zone";
import { ConversationHeader } from "./conversation-header";
import { Thread } from "./thread";
import { ThreadSkeleton } from "./thread-skeleton";
import { useConversation } from "./use-conversation";

interface ConversationPaneProps {
  conversationId: string;
  onBack: () => void;
  onToggleProfile: () => void;
}

/** One conversation: who it is with, what was said, and the place to answer. */
export function ConversationPane({ conversationId, onBack, onToggleProfile }: ConversationPaneProps) {
  const { data: conversation, error, refetch, isFetching } = useConversation(conversationId);
  if (!conversation && error) {
    return <Unavailable error={error} busy={isFetching} onRetry={refetch} onBack={onBack} />;
  }
  if (!conversation) return <ThreadSkeleton />;

  return (
    <DropZone conversationId={conversationId}>
      <ConversationHeader conversation={conversation} onBack={onBack} onToggleProfile={onToggleProfile} />
      <Thread conversation={conversation} />
      <Composer conversation={conversation} />
    </DropZone>
  );
}

interface UnavailableProps {
  error: Error;
  busy: boolean;
  onRetry: () => void;
  onBack: () => void;
}

function Unavailable({ error, busy, onRetry, onBack }: UnavailableProps) {
  const gone = error instanceof ApiError && error.status < 500 && error.status > 0;

  return (
    <div className="grid h-full place-items-center">
      <EmptyState
        icon={gone ? MessageCircleOff : CloudOff}
        title={gone ? "This conversation isn't here" : "The conversation couldn't be loaded"}
        action={
          gone ? (
            <Button onClick={onBack}>Back to the list</Button>
          ) : (
            <Button busy={busy} onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        {errorMessage(error)}
      </EmptyState>
    </div>
  );
}
