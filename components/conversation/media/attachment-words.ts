import type { MessageAttachment } from "@/lib/conversations/shapes";

export const attachmentWords: Record<MessageAttachment["type"], string> = {
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

/** `PDF · 1.2 MB`, as far as it is known. */
export function fileWords({ name, contentType, size }: MessageAttachment): string {
  return [kindOf(name, contentType), size !== null && sizeWords(size)].filter(Boolean).join(" · ");
}

/** In the units of shops and platforms: 1 MB is a million bytes. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function kindOf(name: string | null, contentType: string | null) {
  const extension = /\.(\w{1,5})$/.exec(name ?? "")?.[1];
  const subtype = /^\w+\/(?:x-)?(\w{2,5})$/.exec(contentType ?? "")?.[1];
  return (extension ?? subtype)?.toUpperCase();
}

/** `1:05`; hours only where there are any. */
export function durationWords(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
