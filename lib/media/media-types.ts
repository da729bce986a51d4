/** What an attachment is, in the words of `attachmentSchema`. */
export type AttachmentType =
  | "image"
  | "audio"
  | "video"
  | "file"
  | "sticker"
  | "location"
  | "link"
  | "product"
  | "appointment";

const copied = new Set<string>(["image", "audio", "video", "file", "sticker", "product"]);

/** Whether there is a file behind it that we copy. Links and places stay where they are. */
export function isMedia(type: string): boolean {
  return copied.has(type);
}

/**
 * What is shown of a file whose sender called it `claimed`: nothing is shown as a picture, sound or film that is none.
 * Voice messages come as MP4, whose bytes do not tell whether there is a film in it; there the claim stands.
 */
export function shownType(
  claimed: string,
  { contentType, thumbnailKey }: { contentType: string; thumbnailKey: string | null },
): string {
  if (claimed === "file") return claimed;
  if (thumbnailKey) return claimed === "sticker" || claimed === "product" ? claimed : "image";
  if (claimed === "product") return claimed;
  if (contentType.startsWith("audio/")) return "audio";
  if (contentType.startsWith("video/")) return claimed === "audio" ? "audio" : "video";
  return "file";
}
