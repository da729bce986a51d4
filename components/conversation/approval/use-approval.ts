"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import { showToast } from "@/components/ui/toast";
import type { Message } from "@/lib/conversations/shapes";
import { emptyDraft, takeBack } from "../outbox/draft-store";

/** What a second person decides about a public reply. */
export function useApproval({ id }: Message, onDone: () => void = () => {}) {
  const place = `/api/messages/${id}/approval`;
  const approve = useChange((text: string | undefined) => api<Message>("PUT", place, { text }), onDone);
  const reject = useChange((reason: string) => api<Message>("DELETE", place, { reason }), onDone);
  return { approve, reject };
}

/** Its author thinks again: the message stays as not sent, its words go back to the composer. */
export function useTakeBack({ id, conversationId, text, visibility, replyTo }: Message) {
  return useChange(
    () => api<Message>("DELETE", `/api/conversations/${conversationId}/messages/${id}`),
    () => text && takeBack(conversationId, { ...emptyDraft, text, mode: visibility, replyTo }),
  );
}

function useChange<Asked = void>(ask: (asked: Asked) => Promise<Message>, onDone: () => void) {
  const cache = useQueryClient();
  const me = useMe();

  return useMutation({
    mutationFn: ask,
    onSuccess: (message) => {
      applyLiveEvent(cache, { type: "message", message }, me.id);
      onDone();
    },
    onError: (error) => showToast(errorMessage(error)),
  });
}
