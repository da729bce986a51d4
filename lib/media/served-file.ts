import { z } from "zod";
import { AppError } from "@/lib/errors";
import { storableName } from "./file-name";

export const servedSizeSchema = z.literal("thumbnail").nullable();

/** A file as it goes to a browser. */
export interface ServedFile {
  key: string;
  contentType: string;
  /** For whoever saves it. */
  name: string;
  /** Shown within a page; everything else is only ever saved. */
  inline: boolean;
}

interface Attachment {
  type: string;
  name: string | null;
  contentType: string | null;
  storageKey: string | null;
  thumbnailKey: string | null;
}

/** What cannot run as a program of this site, whatever it holds: no HTML, no SVG, no XML, no PDF. */
const inlineTypes = new Set([
  ...["image/jpeg", "image/png", "image/apng", "image/gif", "image/webp", "image/avif"],
  ...["audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/ogg", "audio/opus", "audio/wav"],
  ...["audio/vnd.wave", "audio/x-wav", "audio/webm", "audio/flac", "audio/x-flac", "audio/amr"],
  ...["video/mp4", "video/webm", "video/ogg", "video/quicktime", "video/x-m4v", "video/3gpp"],
]);

/**
 * The copy of an attachment, or its small picture.
 *
 * @throws AppError `not_found` while there is none.
 */
export function servedFile(attachment: Attachment, size: "thumbnail" | null): ServedFile {
  const key = size ? attachment.thumbnailKey : attachment.storageKey;
  if (!key) throw new AppError("not_found", "There is no copy of this file.");
  if (size) return { key, contentType: "image/webp", name: "thumbnail.webp", inline: true };

  const contentType = attachment.contentType ?? "application/octet-stream";
  const isShown = inlineTypes.has(contentType);
  return {
    key,
    contentType: isShown ? contentType : safeType(contentType),
    name: nameOf(attachment, contentType),
    inline: isShown,
  };
}

/** What a browser could be talked into running is told as mere bytes. */
function safeType(contentType: string) {
  return /html|xml|svg|script|^text\//.test(contentType) ? "application/octet-stream" : contentType;
}

const extensions: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/svg+xml": "svg",
  "audio/mpeg": "mp3",
  "audio/vnd.wave": "wav",
  "audio/x-m4a": "m4a",
  "video/quicktime": "mov",
};

function nameOf({ type, name }: Attachment, contentType: string) {
  const given = storableName(name ?? "");
  if (/\.\w{1,8}$/.test(given)) return given;
  const extension = extensions[contentType] ?? (/^[a-z]+\/(\w{2,5})$/.exec(contentType)?.[1] || "bin");
  return `${given || type}.${extension}`;
}
