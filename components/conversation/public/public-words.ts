import type { Post } from "@/lib/conversations/publications/shapes";
import type { Message } from "@/lib/conversations/shapes";

/** What a public message is, to stand beside its author. */
export function publicKind({ kind, direction, author, post }: Message): string {
  if (direction === "out") return author.kind === "bot" ? "automatic public reply" : "public reply";
  if (kind === "post") return post?.elsewhere ? "public mention" : "public post";
  if (kind === "rating") return "public recommendation";
  return post?.elsewhere ? "public mention in a comment" : "public comment";
}

/**
 * On the Page's wall, by somebody else: all that stands under it is one matter. A post that is known by its id alone, as
 * ads can be, is the Page's until more is known.
 */
export function isByVisitor({ byPage, elsewhere, publishedAt }: Post): boolean {
  return !byPage && !elsewhere && publishedAt !== null;
}

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
