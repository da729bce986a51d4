import type { MessageAttachment } from "@/lib/conversations/shapes";

/** The size of each kind's box, whatever its state: nothing may jump when a file arrives, or the program that shows it. */
const boxes: Partial<Record<MessageAttachment["type"], string>> = {
  image: "h-48 w-64",
  sticker: "size-28",
  video: "aspect-video w-80",
};

export function boxOf(type: MessageAttachment["type"]): string {
  return boxes[type] ?? "h-14 w-72";
}
