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
