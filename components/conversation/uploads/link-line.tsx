"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link2, Link2Off } from "lucide-react";
import { useState } from "react";
import { api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { useNow } from "@/components/ui/now";
import { showToast } from "@/components/ui/toast";
import type { Message } from "@/lib/conversations/shapes";

/** Under a file that went out as a link: until when it works, and how to end that. */
export function LinkLine({ message }: { message: Message }) {
  const [asking, setAsking] = useState(false);
  const now = useNow();
  const revoke = useRevoke(message, () => setAsking(false));
  const link = message.attachments[0]?.link;
  if (!link) return null;

  const over = link.revokedAt !== null || Date.parse(link.expiresAt) <= now;
  const Icon = over ? Link2Off : Link2;
  return (
    <div className="grid max-w-72 justify-items-start text-muted text-xs">
      <span className="flex items-center gap-1">
        <Icon aria-hidden="true" className="size-3.5 shrink-0" />
        {link.revokedAt
          ? "Link revoked: nobody gets the file any more"
          : over
            ? "The link has expired"
            : `Sent as a link, works until ${dayOf(link.expiresAt)}`}
      </span>
      {!over && (
        <span className="-ms-2 flex">
          <CopyButton variant="ghost" text={message.text?.split("\n").at(-1) ?? ""} label="Copy link" />
          <Button size="small" variant="ghost" onClick={() => setAsking(true)}>
            Revoke
          </Button>
        </span>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Revoke this link?"
        confirm="Revoke the link"
        danger
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate()}
      >
        Nobody can fetch the file by it any more, this contact included. The message itself stays, and you and
        your colleagues keep the file.
      </ConfirmDialog>
    </div>
  );
}

function useRevoke({ id, conversationId }: Message, onDone: () => void) {
  const cache = useQueryClient();
  const me = useMe();

  return useMutation({
    mutationFn: () => api<Message>("DELETE", `/api/conversations/${conversationId}/messages/${id}/link`),
    onSuccess: (message) => {
      applyLiveEvent(cache, { type: "message", message }, me.id);
      onDone();
    },
    onError: (error) => showToast(errorMessage(error)),
  });
}

function dayOf(time: string) {
  return new Date(time).toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });
}
