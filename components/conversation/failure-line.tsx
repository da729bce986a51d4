"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { CircleAlert, Link2, RotateCw } from "lucide-react";
import { api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { showToast } from "@/components/ui/toast";
import type { Message } from "@/lib/conversations/shapes";
import { HELD } from "./outbox/held";
import { LateSomeoneAnswered } from "./outbox/someone-answered-late";

export interface FailureLineProps {
  message: Message;
  /** Of a message that never reached the server: the same draft goes out again, or back into the composer. */
  pending?: { retry: () => void; edit: () => void };
}

/** What went wrong with an own message, that it isn't lost, and the next step. */
export function FailureLine({ message, pending }: FailureLineProps) {
  const retry = useSendAgain(message, "delivery");
  const asLink = useSendAgain(message, "link");
  const { failure } = message;
  if (failure?.reason === HELD) return <LateSomeoneAnswered message={message} onEdit={pending?.edit} />;
  // What a colleague turned down goes back to the composer, see `ApprovalLine`.
  const isTurnedDown = failure?.reason === "not_approved";
  const mayRetry = !isTurnedDown && (failure?.retryable ?? true);
  // What somebody took back on purpose is no trouble.
  const isWanted = failure?.reason === "cancelled";

  return (
    <div
      role={isWanted ? "status" : "alert"}
      className={clsx(
        "mt-1 flex max-w-[min(72ch,100%)] flex-wrap items-center justify-end gap-x-2 gap-y-1 pb-2 text-sm",
        isWanted ? "text-muted" : "text-bad",
      )}
    >
      <p className="flex min-w-0 items-start gap-1.5">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
        <span>
          <span className="font-medium">Not sent.</span> {failure?.message}
        </span>
      </p>
      <span className="flex gap-1">
        {failure?.detail && !isTurnedDown && (
          <CopyButton text={failure.detail} label="Copy detail" variant="ghost" />
        )}
        {pending && (
          <Button size="small" variant="ghost" onClick={pending.edit}>
            Edit
          </Button>
        )}
        {failure?.reason.startsWith("media_") && failure.reason !== "media_missing" && (
          <Button size="small" busy={asLink.isPending} onClick={() => asLink.mutate()}>
            <Link2 aria-hidden="true" className="size-3.5" />
            Send as a link
          </Button>
        )}
        {mayRetry && (
          <Button
            size="small"
            busy={retry.isPending}
            onClick={() => (pending ? pending.retry() : retry.mutate())}
          >
            <RotateCw aria-hidden="true" className="size-3.5" />
            {isWanted ? "Send after all" : "Retry"}
          </Button>
        )}
      </span>
    </div>
  );
}

/** Sends a stored message that failed once more, as it is or as a link to its file; its id stays. */
function useSendAgain({ id, conversationId }: Message, how: "delivery" | "link") {
  const cache = useQueryClient();
  const me = useMe();

  return useMutation({
    mutationFn: () => api<Message>("POST", `/api/conversations/${conversationId}/messages/${id}/${how}`),
    onSuccess: (message) => applyLiveEvent(cache, { type: "message", message }, me.id),
    onError: (error) => showToast(errorMessage(error)),
  });
}
