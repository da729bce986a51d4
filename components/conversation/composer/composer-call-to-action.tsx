"use client";

import { Textarea } from "@/components/ui/textarea";
import { changeDraft } from "../outbox/draft-store";

interface CallToActionProps {
  conversationId: string;
  /** Null: nothing is said in public. */
  text: string | null;
  suggestion: string;
}

/** Beside a private reply: a line that everyone sees, so that the contact looks into Messenger. */
export function CallToAction({ conversationId, text, suggestion }: CallToActionProps) {
  return (
    <div className="mx-3 mt-2 grid gap-1.5">
      <label className="flex w-fit items-center gap-2 text-sm max-md:min-h-10">
        <input
          type="checkbox"
          checked={text !== null}
          onChange={({ target }) =>
            changeDraft(conversationId, { callToAction: target.checked ? suggestion : null })
          }
          className="size-4 accent-accent"
        />
        Also answer publicly that you have written
      </label>
      {text !== null && (
        <div className="rounded-md border border-public-ink/60 bg-public p-2">
          <p className="mb-1 font-medium text-public-ink text-xs">Everyone can see this line</p>
          <Textarea
            rows={2}
            dir="auto"
            value={text}
            maxLength={8000}
            aria-label="Public line beside the private reply"
            onChange={({ target }) => changeDraft(conversationId, { callToAction: target.value })}
          />
        </div>
      )}
    </div>
  );
}
