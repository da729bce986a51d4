"use client";

import {
  Calendar,
  CircleAlert,
  Download,
  ExternalLink,
  FileText,
  Link2,
  type LucideIcon,
  MapPin,
  ShoppingBag,
} from "lucide-react";
import type { MessageAttachment } from "@/lib/conversations/shapes";
import { attachmentWords, fileWords } from "./attachment-words";
import type { AttachmentProps } from "./attachments";
import { RetryCopy } from "./media-box";

const icons: Partial<Record<MessageAttachment["type"], LucideIcon>> = {
  link: Link2,
  location: MapPin,
  product: ShoppingBag,
  appointment: Calendar,
};

/** A file to be saved, or a link, a place, a product: what it is called, and where it leads. */
export function AttachmentCard({ message, attachment }: AttachmentProps) {
  const { type, url, name, state, thumbnailUrl } = attachment;
  const isFile = type === "file";
  const box =
    "flex h-14 w-72 max-w-full items-center gap-2.5 rounded-lg border border-line-strong bg-surface px-2.5 text-start";
  const content = (
    <>
      <Sign attachment={attachment} />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate font-medium">{name ?? attachmentWords[type]}</bdi>
        <span className="block truncate text-muted text-sm">{secondLine(attachment)}</span>
      </span>
    </>
  );

  if (url && (isFile || !thumbnailUrl)) {
    const Icon = isFile ? Download : ExternalLink;
    return (
      <a
        href={url}
        data-attachment={attachment.id}
        {...(isFile ? { download: name ?? "" } : { target: "_blank", rel: "noopener noreferrer" })}
        className={`${box} hover:bg-hover`}
      >
        {content}
        <Icon aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
      </a>
    );
  }
  return (
    <span className={box} data-attachment={attachment.id}>
      {content}
      {state === "failed" && <RetryCopy message={message} attachment={attachment} />}
    </span>
  );
}

function Sign({ attachment: { type, thumbnailUrl, state } }: { attachment: MessageAttachment }) {
  if (thumbnailUrl) {
    return (
      // biome-ignore lint/performance/noImgElement: our own small copy, already in the right size.
      <img src={thumbnailUrl} alt="" loading="lazy" className="size-10 shrink-0 rounded-sm object-cover" />
    );
  }
  if (state === "failed") return <CircleAlert aria-hidden="true" className="size-5 shrink-0 text-bad" />;
  const Icon = icons[type] ?? FileText;
  return <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />;
}

function secondLine(attachment: MessageAttachment) {
  const { type, url, state, problem } = attachment;
  if (state === "failed") return problem;
  if (type === "file" && !url) return state === "uploading" ? "Uploading" : "On its way";
  if (type === "link") return url && URL.canParse(url) ? new URL(url).host : "Link";
  return (type === "file" && fileWords(attachment)) || attachmentWords[type];
}
