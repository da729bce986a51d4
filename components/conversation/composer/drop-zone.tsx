"use client";

import { Paperclip } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { attachFiles } from "./attach-files";

/** Files that are dropped anywhere on a conversation land in its composer. */
export function DropZone({ conversationId, children }: { conversationId: string; children: ReactNode }) {
  const [over, setOver] = useState(false);
  // Entering a child comes before leaving its parent.
  const depth = useRef(0);

  function move(event: DragEvent, by: 1 | -1) {
    if (!event.dataTransfer.types.includes("Files")) return;
    depth.current += by;
    setOver(depth.current > 0);
  }

  function drop(event: DragEvent) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    attachFiles(conversationId, event.dataTransfer.files);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is offered by a button and by pasting.
    <div
      className="relative flex h-full min-h-0 flex-col bg-bg"
      onDragEnter={(event) => move(event, 1)}
      onDragLeave={(event) => move(event, -1)}
      onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className="pointer-events-none absolute inset-2 z-20 grid place-items-center rounded-xl border-2 border-accent border-dashed bg-bg/85">
          <p className="flex items-center gap-2 font-medium text-accent-ink">
            <Paperclip aria-hidden="true" className="size-4" />
            Drop files to attach them
          </p>
        </div>
      )}
    </div>
  );
}
