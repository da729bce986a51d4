"use client";

import { Mic, Paperclip } from "lucide-react";
import { type ComponentProps, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { attachFiles } from "./attach-files";

interface AttachButtonsProps {
  conversationId: string;
  recording: boolean;
  onRecord: () => void;
}

/** Files by the computer's own dialog, and a voice message by the microphone. */
export function AttachButtons({ conversationId, recording, onRecord }: AttachButtonsProps) {
  const input = useRef<HTMLInputElement>(null);

  return (
    <span className="flex">
      <IconButton label="Attach files" onClick={() => input.current?.click()}>
        <Paperclip aria-hidden="true" className="size-4" />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-attach-files=""
        onChange={({ currentTarget }) => {
          attachFiles(conversationId, currentTarget.files);
          currentTarget.value = ""; // the same file may be chosen again
        }}
      />
      <IconButton label="Record a voice message" disabled={recording} onClick={onRecord}>
        <Mic aria-hidden="true" className="size-4" />
      </IconButton>
    </span>
  );
}

function IconButton({ label, ...rest }: { label: string } & ComponentProps<typeof Button>) {
  return (
    <Tooltip label={label} side="top" align="start">
      <Button variant="ghost" size="icon" aria-label={label} className="max-sm:size-9!" {...rest} />
    </Tooltip>
  );
}
