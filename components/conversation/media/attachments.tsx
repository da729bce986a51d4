"use client";

import type { Message, MessageAttachment } from "@/lib/conversations/shapes";
import { AttachmentCard } from "./attachment-card";
import { AudioPlayer } from "./audio-player";
import { MediaBox } from "./media-box";
import { Picture } from "./picture";

/** Each kind stands in a box of one size, whatever its state, so that nothing jumps when a copy arrives or fails. */
export function Attachments({ message }: { message: Message }) {
  return message.attachments.map((attachment) => (
    <Attachment key={attachment.id} message={message} attachment={attachment} />
  ));
}

export interface AttachmentProps {
  message: Message;
  attachment: MessageAttachment;
}

function Attachment({ message, attachment }: AttachmentProps) {
  const { type, url, name, state } = attachment;
  // The platform's own "like" needs no file: it is its name.
  if (type === "sticker" && name && !url && state === "failed")
    return <span className="text-4xl leading-none">{name}</span>;

  switch (type) {
    case "image":
    case "sticker":
      return <Picture message={message} attachment={attachment} />;
    case "audio":
      return (
        <MediaBox message={message} attachment={attachment}>
          {(address) => <AudioPlayer url={address} attachment={attachment} />}
        </MediaBox>
      );
    case "video":
      return (
        <MediaBox message={message} attachment={attachment}>
          {(address) => (
            // biome-ignore lint/a11y/useMediaCaption: what people record has no captions.
            <video
              controls
              playsInline
              preload="metadata"
              // A moment into it: the first frame is its poster, and often black.
              src={`${address}#t=0.1`}
              aria-label={name ?? `Video from ${message.author.name}`}
              className="size-full bg-black object-contain"
            />
          )}
        </MediaBox>
      );
    default:
      return <AttachmentCard message={message} attachment={attachment} />;
  }
}
