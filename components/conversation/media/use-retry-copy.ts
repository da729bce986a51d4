"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import { showToast } from "@/components/ui/toast";
import type { Message } from "@/lib/conversations/shapes";

/** Has a file whose copying failed fetched once more. The answer goes the way of every push. */
export function useRetryCopy(attachmentId: string) {
  const cache = useQueryClient();
  const me = useMe();

  return useMutation({
    mutationFn: () => api<Message>("POST", `/api/attachments/${attachmentId}/copy`),
    onSuccess: (message) => applyLiveEvent(cache, { type: "message", message }, me.id),
    onError: (error) => showToast(errorMessage(error)),
  });
}
