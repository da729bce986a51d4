import type { Publication } from "@/lib/conversations/publications/shapes";
import type { PostComments } from "./post-comments-state";
import { isByVisitor } from "./public-kind";

/** How many of others' comments stand around one without being asked for, on either side. */
const MOST_AROUND = 3;
/** Deeper ones stand beside their parents: a phone has no room for more. */
const DEEPEST = 2;

export interface ContextComment {
  publication: Publication;
  /** 0 directly under the post. */
  depth: number;
}

export interface ContextAround {
  before: ContextComment[];
  after: ContextComment[];
  /** How many more there are on each side than are shown. */
  moreBefore: number;
  moreAfter: number;
}

const none: ContextAround = { before: [], after: [], moreBefore: 0, moreAfter: 0 };

/**
 * What others said in the comment thread of one of our messages: from the end of what stands above it up to it (only
 * for the first of the thread), and after it up to the next message of the same conversation. So each comment stands in
 * one place, however many messages a thread has.
 */
export function contextAround(
  { post, comments }: PostComments,
  publicationId: string,
  conversationId: string,
): ContextAround {
  const tree = treeOf(comments);
  const root = tree.rootOf(publicationId);
  const said = tree.parentsFirst(comments);
  const thread = isByVisitor(post) ? said : said.filter(({ id }) => tree.rootOf(id) === root);
  const at = thread.findIndex(({ id }) => id === publicationId);
  if (at < 0 && publicationId !== post.id) return none;

  const isOurs = (comment: Publication) => comment.conversationId === conversationId;
  const below = thread.slice(at + 1);
  const next = below.findIndex(isOurs);
  const after = next < 0 ? below : below.slice(0, next);
  const above = thread.slice(0, Math.max(0, at));
  const before = above.some(isOurs) ? [] : above;
  const shownBefore = nearest(before, root);
  const shownAfter = after.slice(0, MOST_AROUND);
  return {
    before: shownBefore.map(tree.withDepth),
    after: shownAfter.map(tree.withDepth),
    moreBefore: before.length - shownBefore.length,
    moreAfter: after.length - shownAfter.length,
  };
}

/** The newest of those above, and what all of them answer. */
function nearest(before: Publication[], root: string) {
  const last = before.slice(-MOST_AROUND);
  const opener = before.find(({ id }) => id === root);
  return opener && !last.includes(opener) ? [opener, ...last.slice(1)] : last;
}

/** All comments, each below what it answers, else in the order in which they were said. */
export function nestComments(comments: Publication[]): ContextComment[] {
  const known = new Set(comments.map(({ id }) => id));
  const answers = new Map<string | null, Publication[]>();
  for (const comment of comments) {
    const parent = comment.parentId && known.has(comment.parentId) ? comment.parentId : null;
    answers.set(parent, [...(answers.get(parent) ?? []), comment]);
  }
  const below = (parent: string | null, depth: number): ContextComment[] =>
    (answers.get(parent) ?? []).flatMap((publication) => [
      { publication, depth: Math.min(depth, DEEPEST) },
      ...below(publication.id, depth + 1),
    ]);
  return below(null, 0);
}

function treeOf(comments: Publication[]) {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  function climb(id: string) {
    const way = [id];
    for (let parent = byId.get(id)?.parentId; parent && !way.includes(parent); ) {
      way.push(parent);
      parent = byId.get(parent)?.parentId;
    }
    return way;
  }
  return {
    rootOf: (id: string) => climb(id).at(-1)!,
    /** In the order in which they were said. The platform tells seconds, and in one of them an answer may come first. */
    parentsFirst(said: Publication[]) {
      const placed = new Set<Publication>();
      for (const comment of said) {
        for (const id of climb(comment.id).reverse()) {
          const known = byId.get(id);
          if (known) placed.add(known);
        }
      }
      return [...placed];
    },
    withDepth: (publication: Publication): ContextComment => ({
      publication,
      depth: Math.min(climb(publication.id).length - 1, DEEPEST),
    }),
  };
}
