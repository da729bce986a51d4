"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, api } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import type { Message } from "@/lib/conversations/shapes";
import type { Draft } from "./draft";
import { keepInOutbox, takeFromOutbox } from "./outbox";

/** Where the drafts of a conversation are found. */
export const sendingKey = (conversationId: string) => ["send-message", conversationId];

export function useSendMessage(conversationId: string) {
  const cache = useQueryClient();
  const me = useMe();

  const { mutate } = useMutation({
    mutationKey: sendingKey(conversationId),
    scope: { id: `send-message:${conversationId}` }, // one at a time: two quick replies keep their order
    gcTime: Number.POSITIVE_INFINITY, // a failed draft waits for its author, however long they are away
    retry: (failures, error) => failures < 3 && isWorthAnotherTry(error), // harmless: the id stays
    mutationFn: (draft: Draft) => post(conversationId, draft),
    onMutate: (draft) => keepInOutbox(conversationId, draft),
    onSuccess: (message) => {
      takeFromOutbox(conversationId, message.id);
      applyLiveEvent(cache, { type: "message", message }, me.id);
    },
  });
  return mutate;
}

function post(conversationId: string, { id, text, visibility, replyToId, quickReplies }: Draft) {
  const offered = quickReplies?.length ? quickReplies.map((title) => ({ title })) : undefined;
  const body = { id, text, visibility, replyToId: replyToId ?? undefined, quickReplies: offered };
  return api<Message>("POST", `/api/conversations/${conversationId}/messages`, body);
}

function isWorthAnotherTry(error: Error) {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}
