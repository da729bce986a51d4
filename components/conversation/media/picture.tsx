"use client";

import clsx from "clsx";
import { ImageOff } from "lucide-react";
import { useState } from "react";
import type { AttachmentProps } from "./attachments";
import { openLightbox } from "./lightbox-store";
import { MediaBox } from "./media-box";

/** A photograph in a box of its own, which opens large; or a sticker. */
export function Picture({ message, attachment }: AttachmentProps) {
  const { type, name, thumbnailUrl, contentType } = attachment;
  const isSticker = type === "sticker";
  const alt = name ?? `${isSticker ? "Sticker" : "Photo"} from ${message.author.name}`;

  return (
    <MediaBox message={message} attachment={attachment}>
      {(url) =>
        isSticker ? (
          <Shown key={url} src={url} alt={alt} className="object-contain" />
        ) : (
          <button
            type="button"
            onClick={() =>
              openLightbox({ conversationId: message.conversationId, attachmentId: attachment.id })
            }
            className="block size-full cursor-zoom-in"
          >
            <Shown
              key={thumbnailUrl ?? url}
              src={thumbnailUrl ?? url}
              alt={alt}
              className={isOfUsualShape(attachment) ? "object-cover" : "object-contain"}
            />
            {contentType === "image/gif" && (
              <span className="absolute start-1.5 bottom-1.5 rounded-sm bg-black/70 px-1 font-medium text-white text-xs">
                GIF
              </span>
            )}
          </button>
        )
      }
    </MediaBox>
  );
}

/** Long receipts and wide panoramas are shown whole; anything else may lose its edges to fill the box. */
function isOfUsualShape({ width, height }: AttachmentProps["attachment"]) {
  if (!width || !height) return true;
  return width / height > 0.7 && width / height < 2.2;
}

function Shown({ src, alt, className }: { src: string; alt: string; className: string }) {
  const [broken, setBroken] = useState(false);
  if (broken) {
    return (
      <span className="flex size-full items-center justify-center gap-1.5 text-muted text-sm">
        <ImageOff aria-hidden="true" className="size-4" />
        Could not be loaded
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: our own copy, already small.
    <img
      src={src}
      alt={alt}
      loading="lazy"
      decoding="async"
      onError={() => setBroken(true)}
      className={clsx("size-full", className)}
    />
  );
}
