"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronLeft, ChevronRight, Download, type LucideIcon, X, ZoomIn, ZoomOut } from "lucide-react";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useState } from "react";
import { fullTime } from "@/components/ui/format-time";
import { Spinner } from "@/components/ui/spinner";
import { useTimeStyle } from "@/components/ui/time";
import type { Message, MessageAttachment } from "@/lib/conversations/shapes";
import { messagesQuery } from "../queries";
import type { Thread } from "../thread-state";

interface LightboxProps {
  conversationId: string;
  attachmentId: string;
  onShow: (attachmentId: string) => void;
  onClose: () => void;
}

/** The pictures of a thread, large: arrow keys go through them, Escape goes back to where one came from. */
export function Lightbox({ conversationId, attachmentId, onShow, onClose }: LightboxProps) {
  const { data: thread } = useQuery(messagesQuery(conversationId));
  const pictures = picturesOf(thread);
  const index = pictures.findIndex(({ attachment }) => attachment.id === attachmentId);
  const shown = pictures[index];
  const [zoomed, setZoomed] = useState(false);
  const style = useTimeStyle();

  function step(by: number) {
    const next = pictures[index + by];
    if (!next) return;
    setZoomed(false);
    onShow(next.attachment.id);
  }

  function onKeyDown({ key }: KeyboardEvent) {
    const isRightToLeft = document.documentElement.dir === "rtl";
    if (key === "ArrowRight") step(isRightToLeft ? -1 : 1);
    if (key === "ArrowLeft") step(isRightToLeft ? 1 : -1);
    if (key === "z" || key === "+" || key === "-") setZoomed(key === "z" ? !zoomed : key === "+");
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/95" />
        <Dialog.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 flex flex-col text-white outline-none"
        >
          {shown && (
            <>
              <header className="flex items-center gap-1 px-3 py-2">
                <div className="min-w-0 flex-1 ps-1">
                  <Dialog.Title className="truncate font-medium">
                    <bdi>{shown.attachment.name ?? `Photo from ${shown.message.author.name}`}</bdi>
                  </Dialog.Title>
                  <p className="text-sm text-white/75">
                    {fullTime(shown.message.sentAt, style)} · {index + 1} of {pictures.length}
                  </p>
                </div>
                <IconButton
                  icon={zoomed ? ZoomOut : ZoomIn}
                  label={zoomed ? "Fit to the window (z)" : "Actual size (z)"}
                  onClick={() => setZoomed(!zoomed)}
                />
                <a
                  href={shown.attachment.url!}
                  download={shown.attachment.name ?? ""}
                  aria-label="Download"
                  title="Download"
                  className={iconClass}
                >
                  <Download aria-hidden="true" className="size-5" />
                </a>
                <IconButton icon={X} label="Close (Esc)" onClick={onClose} />
              </header>
              <Large
                key={shown.attachment.id}
                picture={shown}
                zoomed={zoomed}
                onZoom={() => setZoomed(!zoomed)}
              />
              <IconButton
                icon={ChevronLeft}
                label="Previous photo"
                disabled={index === 0}
                onClick={() => step(-1)}
                className="absolute! start-2 top-1/2 rounded-full! bg-black/50 rtl:-scale-x-100"
              />
              <IconButton
                icon={ChevronRight}
                label="Next photo"
                disabled={index === pictures.length - 1}
                onClick={() => step(1)}
                className="absolute! end-2 top-1/2 rounded-full! bg-black/50 rtl:-scale-x-100"
              />
            </>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface Shown {
  message: Message;
  attachment: MessageAttachment;
}

function picturesOf(thread: Thread | undefined): Shown[] {
  return (thread?.messages ?? []).flatMap((message) =>
    message.attachments
      .filter(({ type, url }) => type === "image" && url)
      .map((attachment) => ({ message, attachment })),
  );
}

function Large({ picture, zoomed, onZoom }: { picture: Shown; zoomed: boolean; onZoom: () => void }) {
  const { message, attachment } = picture;
  const [state, setState] = useState<"loading" | "loaded" | "broken">("loading");

  return (
    <div
      className={clsx(
        "relative grid min-h-0 flex-1 place-items-center",
        zoomed ? "overflow-auto" : "overflow-hidden px-3 pb-3",
      )}
    >
      {state === "loading" && <Spinner label="Loading the photo" className="absolute" />}
      {state === "broken" && <p>The photo could not be loaded. Check the connection, then open it again.</p>}
      <button
        type="button"
        onClick={onZoom}
        tabIndex={-1}
        className={clsx(
          zoomed ? "cursor-zoom-out" : "flex size-full min-h-0 cursor-zoom-in items-center justify-center",
          state !== "loaded" && "invisible",
        )}
      >
        {/* biome-ignore lint/performance/noImgElement: the file as it was sent. */}
        <img
          src={attachment.url!}
          alt={attachment.name ?? `Photo from ${message.author.name}`}
          onLoad={() => setState("loaded")}
          onError={() => setState("broken")}
          className={zoomed ? "max-w-none" : "max-h-full max-w-full object-contain"}
        />
      </button>
    </div>
  );
}

const iconClass =
  "grid size-10 shrink-0 place-items-center rounded-md hover:bg-white/15 focus-visible:outline-white aria-disabled:opacity-30";

interface IconButtonProps {
  icon: LucideIcon;
  label: string;
  onClick: () => void;
  disabled?: boolean;
  className?: string;
}

/** What can't be pressed keeps the focus, else the keys would end with the last photo. */
function IconButton({ icon: Icon, label, disabled, onClick, className }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={disabled ? undefined : onClick}
      className={clsx(iconClass, className)}
    >
      <Icon aria-hidden="true" className="size-5" />
    </button>
  );
}
