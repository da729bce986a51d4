import { Reply, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { ComposerDraft } from "../outbox/draft-store";

interface ComposerTargetProps {
  target: NonNullable<ComposerDraft["replyTo"]>;
  onDrop: () => void;
}

/** The one message that the reply answers. */
export function ComposerTarget({ target, onDrop }: ComposerTargetProps) {
  return (
    <div className="mx-3 mt-2 flex items-center gap-2 border-accent border-s-2 ps-2.5">
      <Reply aria-hidden="true" className="size-3.5 shrink-0 text-muted rtl:-scale-x-100" />
      <p className="min-w-0 flex-1 truncate text-muted text-sm">
        <span className="font-medium text-ink">
          Replying to <bdi>{target.authorName}</bdi>
        </span>
        {": "}
        <bdi>{target.text ?? "Attachment"}</bdi>
      </p>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Don't reply to this message"
        onClick={onDrop}
        className="size-7!"
      >
        <X aria-hidden="true" className="size-3.5" />
      </Button>
    </div>
  );
}
