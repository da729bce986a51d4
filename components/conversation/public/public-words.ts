import type { Message } from "@/lib/conversations/shapes";

/** The platform doesn't always tell who said something. */
export function publicName(name: string | null): string {
  return name ?? "Somebody on Facebook";
}

/** What a rating says, in one line; the stars are those of old. */
export function ratingWords(details: Message["details"], pageName: string): string {
  const rating = String(details?.rating ?? "");
  if (rating === "positive") return `Recommends ${pageName}`;
  if (rating === "negative") return `Doesn't recommend ${pageName}`;
  if (rating !== "") return `Gave ${pageName} ${rating} of 5 stars`;
  return `Wrote about ${pageName}`;
}
