"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Clock, Undo2 } from "lucide-react";
import { api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import { ClockTime } from "@/components/ui/time";
import { showToast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import type { Message } from "@/lib/conversations/shapes";
import { emptyDraft, takeBack } from "./outbox/draft-store";

export interface WaitingLineProps {
  message: Message;
}

/** Why an own message has not gone yet, and when it is tried next. Behind another one its clock says enough. */
export function WaitingLine({ message: { waiting, status } }: WaitingLineProps) {
  if (!waiting || waiting.reason === "earlier_message") return null;
  const isOut = status === "sending";

  return (
    <p
      role="status"
      className="mt-1 flex max-w-[min(72ch,100%)] items-start justify-end gap-1.5 text-muted text-sm"
    >
      <Clock aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      <span>
        <span className="font-medium">{isOut ? "Not confirmed." : "Waiting."}</span> {waiting.message}
        {waiting.retryAt && (
          <>
            {" "}
            {isOut ? "Next look" : "Next try"} <ClockTime at={waiting.retryAt} />.
          </>
        )}
      </span>
    </p>
  );
}

/** For what waits and has surely not been sent. */
export function TakeBackButton({ message }: WaitingLineProps) {
  const cancel = useCancel(message);
  if (message.status !== "queued") return null;

  return (
    <Tooltip label="Take back" side="top">
      <button
        type="button"
        aria-label="Take this message back"
        disabled={cancel.isPending}
        onClick={() => cancel.mutate()}
        className="grid size-7 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink disabled:opacity-50"
      >
        <Undo2 aria-hidden="true" className="size-4 rtl:-scale-x-100" />
      </button>
    </Tooltip>
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
      if (!text) return;
      takeBack(conversationId, { ...emptyDraft, text, mode: visibility, replyTo });
    },
    onError: (error) => showToast(errorMessage(error)),
  });
}
