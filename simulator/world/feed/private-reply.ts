import { DAY_MS } from "../threads";
import type { World } from "../world";
import { postOf } from "./feed";
import type { Comment, Post } from "./published";

const PRIVATE_REPLY_MS = 7 * DAY_MS;

/** 10900 = there was one, 10902 = not to this, 10903 = not to this person, or too late. */
export type PrivateReplyRefusal = 10900 | 10902 | 10903;

/** Why nobody may answer this in private; null = it may be answered (reference 5.2). */
export function privateReplyRefusal(
  world: World,
  published: Post | Comment,
  now: number,
): PrivateReplyRefusal | null {
  const { author, pageId } = published;
  if (author.kind !== "person" || !allowsPrivateReplies(postOf(world, published), published)) return 10902;
  if (published.privateReplyMid !== null) return 10900;
  if (now - published.createdAt > PRIVATE_REPLY_MS) return 10903;
  const person = world.people.get(author.id);
  const blocked =
    person?.blocks.includes(pageId) ||
    (person && world.pages.get(pageId)?.blockedPsids.includes(world.psidFor(person, pageId)));
  return blocked ? 10903 : null;
}

/** Comments on the Page's wall, and what visitors posted there. */
function allowsPrivateReplies(post: Post, published: Post | Comment): boolean {
  if (post.kind === "elsewhere" || post.kind === "rating") return false;
  return published.kind === "comment" || published.kind === "visitor";
}
