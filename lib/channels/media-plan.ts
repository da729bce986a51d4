import { facebookMedia } from "./facebook/media-rules";

/** What a platform takes as a part of a message; browser-safe, since the composer says it before sending. */
export interface MediaRules {
  /** Bytes. */
  largest: number;
  image: string[];
  video: string[];
  audio: string[];
  refused: string[];
}

export type MediaKind = "image" | "audio" | "video" | "file";

/** As a part of a message, or as a link to our own copy. */
export type MediaPlan = { way: "attachment"; as: MediaKind } | { way: "link"; why: "too_large" | "type" };

/** How a file can reach a contact. `size` in bytes, `contentType` by content. */
export function mediaPlan(
  channelKind: "facebook" | "x",
  { contentType, size }: { contentType: string | null; size: number | null },
): MediaPlan {
  const rules = rulesOf[channelKind];
  const type = plainType(contentType);
  if (!rules || rules.refused.includes(type)) return { way: "link", why: "type" };
  if ((size ?? 0) > rules.largest) return { way: "link", why: "too_large" };
  return { way: "attachment", as: kindOf(rules, type) };
}

/** As what a platform would show a file of this type. */
export function mediaKindOf(channelKind: "facebook" | "x", contentType: string | null): MediaKind {
  const rules = rulesOf[channelKind];
  return rules ? kindOf(rules, plainType(contentType)) : "file";
}

function plainType(contentType: string | null) {
  return (contentType ?? "application/octet-stream").split(";")[0]!.trim().toLowerCase();
}

/** Nothing can be sent on X yet; until its rules stand here, its files go as links. */
const rulesOf: Record<"facebook" | "x", MediaRules | null> = { facebook: facebookMedia, x: null };

function kindOf(rules: MediaRules, type: string): MediaKind {
  if (rules.image.includes(type)) return "image";
  if (rules.video.includes(type)) return "video";
  return rules.audio.includes(type) ? "audio" : "file";
}
