"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import { api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/time";
import { showToast } from "@/components/ui/toast";
import type { Message } from "@/lib/conversations/shapes";
import { emptyDraft, takeBack } from "./draft-store";

/** Why an own message has not gone yet, when it is tried next, and how to have it back. */
export function WaitingLine({ message }: { message: Message }) {
  const cancel = useCancel(message);
  const { waiting, status } = message;
  // Behind another one the word under the bubble says enough; so it does for what has not reached us.
  if (!waiting || waiting.reason === "earlier_message" || message.revision < 0) return null;

  return (
    <div
      role="status"
      className="mt-1 flex max-w-[min(72ch,100%)] flex-wrap items-center justify-end gap-x-2 gap-y-1 text-muted text-sm"
    >
      <p className="flex min-w-0 items-start gap-1.5">
        <Clock aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
        <span>
          <span className="font-medium">{status === "sending" ? "Not confirmed." : "Waiting."}</span>{" "}
          {waiting.message}
          {waiting.retryAt && (
            <>
              {" "}
              {status === "sending" ? "Next look" : "Next try"} <ClockTime at={waiting.retryAt} />.
            </>
          )}
        </span>
      </p>
      {status === "queued" && (
        <Button size="small" variant="ghost" busy={cancel.isPending} onClick={() => cancel.mutate()}>
          Take back
        </Button>
      )}
    </div>
  );
}

/** The message stays in the thread as not sent; its words go back to the composer. */
function useCancel({ id, conversationId, text, visibility, replyTo }: Message) {
  const cache = useQueryClient();
  const me = useMe();

  return useMutation({
    mutationFn: () => api<Message>("DELETE", `/api/conversations/${conversationId}/messages/${id}`),
    onSuccess: (message) => {
      applyLiveEvent(cache, { type: "message", message }, me.id);
      if (!text || visibility === "public") return;
      takeBack(conversationId, { ...emptyDraft, text, mode: visibility, replyTo });
    },
    onError: (error) => showToast(errorMessage(error)),
  });
}
