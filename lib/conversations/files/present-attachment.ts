import type { attachmentLinks, attachments } from "@/db/schema/conversations";
import { isMedia } from "@/lib/media/media-types";
import type { MessageAttachment } from "../shapes";

export type AttachmentRow = typeof attachments.$inferSelect;
type LinkRow = typeof attachmentLinks.$inferSelect;

/**
 * An attachment as the wire shows it. Files are reached at our own address and nowhere else: the platform's expires,
 * and whoever opened it would be seen by it. A link or a place keeps the address that it is about.
 */
export function presentAttachment(row: AttachmentRow, link: LinkRow | null = null): MessageAttachment {
  const { id, type, url, name, size, state, contentType, width, height, durationInMs, thumbnailKey } = row;
  const own = `/api/attachments/${id}`;
  return {
    id,
    type: type as MessageAttachment["type"],
    url: isMedia(type) ? (state === "stored" ? own : null) : url,
    thumbnailUrl: thumbnailKey ? `${own}?size=thumbnail` : null,
    name,
    size,
    contentType,
    width,
    height,
    durationInMs,
    state,
    problem: state === "failed" ? (row.problem ?? "It could not be copied.") : null,
    link: link && {
      expiresAt: link.expiresAt.toISOString(),
      revokedAt: link.revokedAt?.toISOString() ?? null,
    },
    retryable: state === "failed" && url !== null,
  };
}
