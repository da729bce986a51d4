"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ConversationList } from "@/components/inbox/conversation-list-state";
import { conversationQuery } from "@/components/inbox/queries";

/** One conversation, at once where any list has shown it. */
export function useConversation(conversationId: string) {
  const cache = useQueryClient();

  return useQuery({
    ...conversationQuery(conversationId),
    initialData: () =>
      cache
        .getQueriesData<ConversationList>({ queryKey: ["conversations"] })
        .flatMap(([, list]) => list?.conversations ?? [])
        .find(({ id }) => id === conversationId),
    initialDataUpdatedAt: 0,
  });
}
