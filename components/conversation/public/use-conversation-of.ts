"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { useInboxLocation } from "@/components/inbox/use-inbox-location";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import { showToast } from "@/components/ui/toast";
import type { Conversation } from "@/lib/conversations/shapes";
import { openComments } from "./context-store";

/** From something that others said to the conversation that it belongs to, or to one that is opened for it. */
export function useConversationOf(publicationId: string) {
  const cache = useQueryClient();
  const me = useMe();
  const { go } = useInboxLocation();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api<Conversation>("POST", `/api/publications/${publicationId}/conversation`),
    onSuccess: (conversation) => {
      applyLiveEvent(cache, { type: "conversation", conversation }, me.id);
      open(conversation.id);
    },
    onError: (error) => showToast(`Not opened as a conversation. ${errorMessage(error)}`),
  });

  function open(conversationId: string) {
    openComments(null);
    go({ conversationId });
  }

  return { open, adopt: () => mutate(), isPending };
}
