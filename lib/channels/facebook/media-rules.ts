import type { MediaRules } from "@/lib/channels/media-plan";

/**
 * What Messenger takes with a message. 25 MB: Meta, Send API, attachments. Meta's page names no formats: these are the
 * ones that its samples and its own apps use, and what is not among them still goes, as a file to download.
 */
export const facebookMedia: MediaRules = {
  largest: 25 * 1024 * 1024,
  image: ["image/jpeg", "image/png", "image/gif"],
  video: ["video/mp4", "video/quicktime"],
  audio: ["audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/wav", "audio/ogg", "audio/webm"],
  /** Programs are refused by the platform, whatever they are called. */
  refused: [
    "application/x-msdownload",
    "application/x-elf",
    "application/x-mach-binary",
    "application/vnd.android.package-archive",
  ],
};
