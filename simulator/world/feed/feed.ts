import type { Page } from "../entities";
import { wholeSecond } from "../moments";
import type { World } from "../world";
import type { Author, Comment, Post } from "./published";

type NewPost = Pick<Post, "pageId" | "author" | "kind" | "createdAt"> & Partial<Post>;
type NewComment = Pick<Comment, "author" | "createdAt"> & Partial<Comment>;

const NOTHING_YET = {
  text: null,
  tags: [],
  mediaId: null,
  link: null,
  editedAt: null,
  hidden: false,
  removed: false,
  likedByPage: false,
  reactions: {},
  privateReplyMid: null,
  mentionsPage: false,
};

/** Posts are `{wall}_{post}`, ratings have a number alone (reference 3.6, 3.7). */
export function addPost(world: World, given: NewPost): Post {
  const number = () => world.ids.nextDigits(15, "post");
  const id = given.id ?? (given.kind === "rating" ? number() : `${wallOf(world, given)}_${number()}`);
  const post: Post = {
    ...structuredClone(NOTHING_YET),
    published: true,
    promoted: false,
    recommendation: null,
    readable: true,
    ...given,
    id,
    createdAt: wholeSecond(given.createdAt),
  };
  world.posts.set(id, post);
  world.changed({ pageId: post.pageId });
  return post;
}

/** Comments are `{post}_{comment}`, whatever they answer. */
export function addComment(world: World, target: Post | Comment, given: NewComment): Comment {
  const post = postOf(world, target);
  const comment: Comment = {
    ...structuredClone(NOTHING_YET),
    id: `${post.id.split("_").at(-1)}_${world.ids.nextDigits(15, "comment")}`,
    ...given,
    kind: "comment",
    pageId: post.pageId,
    postId: post.id,
    parentId: target.kind === "comment" ? target.id : null,
    createdAt: wholeSecond(given.createdAt),
  };
  world.comments.set(comment.id, comment);
  indexComment(world, comment);
  world.changed({ pageId: comment.pageId });
  return comment;
}

export function indexComment(world: World, comment: Comment): void {
  const above = comment.parentId ?? comment.postId;
  const known = world.replies.get(above);
  if (known) known.push(comment);
  else world.replies.set(above, [comment]);
}

export function findPublished(world: World, id: string): Post | Comment | null {
  return world.posts.get(id) ?? world.comments.get(id) ?? null;
}

export function postOf(world: World, published: Post | Comment): Post {
  return published.kind === "comment" ? world.posts.get(published.postId)! : published;
}

/** Removed itself, or with what it stood under: nobody can read it any more. */
export function isGone(world: World, published: Post | Comment): boolean {
  if (published.removed) return true;
  if (published.kind !== "comment") return false;
  const above = findPublished(world, published.parentId ?? published.postId);
  return above === null || isGone(world, above);
}

/** Right below it, oldest first; removed ones are left out. */
export function repliesTo(world: World, id: string): Comment[] {
  return byMoment((world.replies.get(id) ?? []).filter(({ removed }) => !removed));
}

/** Likewise, with everything below those. */
export function commentsUnder(world: World, id: string): Comment[] {
  const direct = repliesTo(world, id);
  return byMoment(direct.flatMap((comment) => [comment, ...commentsUnder(world, comment.id)]));
}

export function postsOf(world: World, pageId: string): Post[] {
  return byMoment([...world.posts.values()].filter((post) => post.pageId === pageId));
}

export function isBy(author: Author, page: Page): boolean {
  return author.kind === "page" && author.id === page.id;
}

/** Who this is for a Page: people go by their PSID there, so that comments and messages are of one person. */
export function partyOf(world: World, pageId: string, author: Author): { id: string; name: string } {
  if (author.kind === "page") return { id: author.id, name: world.pages.get(author.id)?.name ?? "Page" };
  const person = world.people.get(author.id)!;
  return { id: world.psidOf(person, pageId), name: person.name };
}

function wallOf(world: World, { kind, pageId, author }: NewPost): string {
  return kind === "elsewhere" ? world.ids.digits(15, "wall", author.id) : pageId;
}

function byMoment<T extends { createdAt: number }>(list: T[]): T[] {
  return list.sort((a, b) => a.createdAt - b.createdAt);
}
