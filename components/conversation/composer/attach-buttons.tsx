"use client";

import { Mic, Paperclip } from "lucide-react";
import { type ComponentProps, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { attachFiles } from "./attach-files";

interface AttachButtonsProps {
  conversationId: string;
  recording: boolean;
  /** Why no voice message can go here. */
  notVoice: string | undefined;
  onRecord: () => void;
}

/** Files by the computer's own dialog, and a voice message by the microphone. */
export function AttachButtons({ conversationId, recording, notVoice, onRecord }: AttachButtonsProps) {
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
      <IconButton label="Record a voice message" why={notVoice} disabled={recording} onClick={onRecord}>
        <Mic aria-hidden="true" className="size-4" />
      </IconButton>
    </span>
  );
}

interface IconButtonProps extends ComponentProps<typeof Button> {
  label: string;
  /** Why it can't be used here. It stays, so that nobody looks for it. */
  why?: string | undefined;
}

function IconButton({ label, why, onClick, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={why ?? label} side="top" align="start">
      <Button
        variant="ghost"
        size="icon"
        aria-label={label}
        aria-disabled={why !== undefined}
        aria-description={why}
        onClick={why ? undefined : onClick}
        className="aria-disabled:cursor-not-allowed aria-disabled:opacity-55 max-sm:size-9!"
        {...rest}
      />
    </Tooltip>
  );
}
