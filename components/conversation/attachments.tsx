"use client";

import { Calendar, ExternalLink, FileText, ImageOff, Link2, MapPin, ShoppingBag } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { MessageAttachment } from "@/lib/conversations/shapes";

/** Media stands in a box of fixed size, so that nothing jumps when it arrives. */
export function Attachments({ attachments }: { attachments: MessageAttachment[] }) {
  if (attachments.length === 0) return null;

  return (
    <div className="flex max-w-full flex-wrap gap-1.5">
      {attachments.map((attachment) => (
        <Attachment key={attachment.id} attachment={attachment} />
      ))}
    </div>
  );
}

function Attachment({ attachment }: { attachment: MessageAttachment }) {
  const { type, url, name } = attachment;
  if (type === "sticker" && !url && name) return <span className="text-4xl leading-none">{name}</span>;
  if (!url) return <Plain attachment={attachment} />;

  switch (type) {
    case "image":
      return (
        <Picture
          key={url}
          url={url}
          name={name ?? "Photo"}
          className="h-48 w-64 rounded-lg object-cover"
          linked
        />
      );
    case "sticker":
      return <Picture key={url} url={url} name={name ?? "Sticker"} className="size-28 object-contain" />;
    case "audio":
      return (
        // biome-ignore lint/a11y/useMediaCaption: what people record has no captions.
        <audio
          controls
          preload="metadata"
          src={url}
          aria-label={name ?? "Voice message"}
          className="h-10 w-72 max-w-full"
        />
      );
    case "video":
      return (
        // biome-ignore lint/a11y/useMediaCaption: what people record has no captions.
        <video
          controls
          preload="metadata"
          src={url}
          aria-label={name ?? "Video"}
          className="h-48 w-80 max-w-full rounded-bubble bg-black object-contain"
        />
      );
    default:
      return <Plain attachment={attachment} />;
  }
}

interface PictureProps {
  url: string;
  name: string;
  className: string;
  linked?: boolean;
}

function Picture({ url, name, className, linked }: PictureProps) {
  const [broken, setBroken] = useState(false);
  if (broken) {
    return (
      <span className="grid h-24 w-64 max-w-full place-items-center rounded-lg bg-sunken text-muted text-sm">
        <span className="flex items-center gap-1.5">
          <ImageOff aria-hidden="true" className="size-4" />
          The picture is no longer there
        </span>
      </span>
    );
  }
  const picture = (
    // biome-ignore lint/performance/noImgElement: addresses of the platform, which change and expire.
    <img
      src={url}
      alt={name}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      className={`max-w-full ${className}`}
    />
  );
  return linked ? <Outward url={url}>{picture}</Outward> : picture;
}

const icons = {
  file: FileText,
  link: Link2,
  location: MapPin,
  product: ShoppingBag,
  appointment: Calendar,
  image: FileText,
  audio: FileText,
  video: FileText,
  sticker: FileText,
};

const words: Record<MessageAttachment["type"], string> = {
  file: "File",
  link: "Link",
  location: "Location",
  product: "Product",
  appointment: "Appointment",
  image: "Photo",
  audio: "Voice message",
  video: "Video",
  sticker: "Sticker",
};

function Plain({ attachment: { type, url, name, size, state } }: { attachment: MessageAttachment }) {
  const Icon = icons[type];
  const box = (
    <span className="flex w-64 max-w-full items-center gap-2.5 rounded-lg border border-line-strong bg-surface px-2.5 py-2">
      <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate font-medium">{name ?? fileName(type, url) ?? words[type]}</bdi>
        <span className="block truncate text-muted text-sm">
          {state === "failed"
            ? "No longer available"
            : [size && sizeWords(size), hostOf(type, url)].filter(Boolean).join(" · ") || words[type]}
        </span>
      </span>
      {url && <ExternalLink aria-hidden="true" className="size-3.5 shrink-0 text-faint" />}
    </span>
  );
  return url ? <Outward url={url}>{box}</Outward> : box;
}

function Outward({ url, children }: { url: string; children: ReactNode }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" className="block max-w-full rounded-lg">
      {children}
    </a>
  );
}

function hostOf(type: MessageAttachment["type"], url: string | null) {
  return type === "link" && url && URL.canParse(url) ? new URL(url).host : null;
}

function fileName(type: MessageAttachment["type"], url: string | null) {
  if (type !== "file" || !url || !URL.canParse(url)) return null;
  const last = new URL(url).pathname.split("/").at(-1) ?? "";
  return /\.\w{2,5}$/.test(last) ? safelyDecoded(last) : null;
}

function safelyDecoded(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sizeWords(bytes: number) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
