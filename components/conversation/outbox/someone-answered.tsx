"use client";

import { UsersRound } from "lucide-react";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/time";
import { showToast } from "@/components/ui/toast";
import type { Message } from "@/lib/conversations/shapes";
import { changeDraft } from "./draft-store";
import { heldBy, release } from "./held";
import { outboxOf, useUnsent, wakeCourier } from "./my-outbox";

export interface SomeoneAnsweredProps {
  message: Message;
  /** Back into the composer. */
  onEdit: (() => void) | undefined;
}

/** Under a reply that was held back once: who has answered meanwhile, and what, before both do. */
export function SomeoneAnswered({ message: { id, conversationId }, onEdit }: SomeoneAnsweredProps) {
  const me = useMe();
  const unsent = useUnsent().find(({ draft }) => draft.id === id);
  const held = unsent && heldBy(unsent);
  if (!held) return null;

  function edit() {
    onEdit?.();
    changeDraft(conversationId, { seenAnswerId: held?.messageId });
  }

  function sendEvenSo() {
    release(outboxOf(me.id), conversationId, new Date().toISOString());
    wakeCourier();
  }

  function discard() {
    outboxOf(me.id).remove(id);
    showToast("Your reply was discarded", { label: "Undo", run: () => outboxOf(me.id).put(unsent!) });
  }

  return (
    <div
      role="alert"
      className="mt-1 mb-2 w-full max-w-md rounded-md border border-warn/40 bg-warn-soft px-3 py-2 text-sm"
    >
      <p className="flex items-start gap-1.5 text-warn">
        <UsersRound aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
        <span>
          <span className="font-medium">Not sent yet.</span> <bdi>{held.authorName}</bdi> answered since you
          began:
        </span>
      </p>
      <blockquote className="my-1.5 border-warn/50 border-s-2 ps-2 text-ink">
        <p dir="auto" className="wrap-anywhere line-clamp-4 whitespace-pre-wrap">
          {held.text ?? "A file"}
        </p>
        <ClockTime at={held.sentAt} className="text-muted text-xs" />
      </blockquote>
      <p className="flex flex-wrap justify-end gap-1">
        <Button size="small" variant="ghost" onClick={discard}>
          Discard
        </Button>
        {onEdit && (
          <Button size="small" variant="ghost" onClick={edit}>
            Edit
          </Button>
        )}
        <Button size="small" onClick={sendEvenSo}>
          Send anyway
        </Button>
      </p>
    </div>
  );
}
