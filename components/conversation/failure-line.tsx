"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, RotateCw } from "lucide-react";
import { api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { showToast } from "@/components/ui/toast";
import type { Message } from "@/lib/conversations/shapes";

interface FailureLineProps {
  message: Message;
  /** Of a message that never reached the server: the same draft goes out again, or back into the composer. */
  pending?: { retry: () => void; edit: () => void };
}

/** What went wrong with an own message, that it isn't lost, and the next step. */
export function FailureLine({ message, pending }: FailureLineProps) {
  const retry = useRetry(message);
  const { failure } = message;
  const mayRetry = failure?.retryable ?? true;

  return (
    <div
      role="alert"
      className="mt-1 flex max-w-[min(72ch,100%)] flex-wrap items-center justify-end gap-x-2 gap-y-1 pb-2 text-bad text-sm"
    >
      <p className="flex min-w-0 items-start gap-1.5">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
        <span>
          <span className="font-medium">Not sent.</span> {failure?.message}
        </span>
      </p>
      <span className="flex gap-1">
        {failure?.detail && <CopyButton text={failure.detail} label="Copy detail" variant="ghost" />}
        {pending && (
          <Button size="small" variant="ghost" onClick={pending.edit}>
            Edit
          </Button>
        )}
        {mayRetry && (
          <Button
            size="small"
            busy={retry.isPending}
            onClick={() => (pending ? pending.retry() : retry.mutate())}
          >
            <RotateCw aria-hidden="true" className="size-3.5" />
            Retry
          </Button>
        )}
      </span>
    </div>
  );
}

/** Sends a stored message that failed once more; its id stays. */
function useRetry({ id, conversationId }: Message) {
  const cache = useQueryClient();
  const me = useMe();

  return useMutation({
    mutationFn: () => api<Message>("POST", `/api/conversations/${conversationId}/messages/${id}/delivery`),
    onSuccess: (message) => applyLiveEvent(cache, { type: "message", message }, me.id),
    onError: (error) => showToast(errorMessage(error)),
  });
}
