import type { Post, Publication } from "@/lib/conversations/publications/shapes";

/** A loaded stretch of what was said below a post, oldest first, without gaps. */
export interface PostComments {
  post: Post;
  comments: Publication[];
  /** What to give as `cursor` for the older ones; null at the beginning. */
  older: string | null;
  /** What to give as `after` for the newer ones; null at the end, where new ones appear. */
  newer: string | null;
}

/** Older news never overwrites newer. What is known by its id alone has no place yet, and the post is none of these. */
export function placeComment(shown: PostComments, comment: Publication): PostComments {
  if (comment.id === shown.post.id) return shown;
  const known = shown.comments.find(({ id }) => id === comment.id);
  if (known && known.revision >= comment.revision) return shown;
  if (!comment.saidAt || (!known && !isLoaded(shown, comment))) return shown;

  const others = shown.comments.filter(({ id }) => id !== comment.id);
  return { ...shown, comments: [...others, comment].sort(inOrder) };
}

/** Two readings of neighbouring stretches. Each comment is kept as it was last seen. */
export function mergeComments(shown: Publication[], read: Publication[]): Publication[] {
  const merged = new Map(read.map((comment) => [comment.id, comment]));
  for (const comment of shown) {
    const other = merged.get(comment.id);
    if (!other || other.revision < comment.revision) merged.set(comment.id, comment);
  }
  return [...merged.values()].sort(inOrder);
}

/** What stands beyond a loaded edge comes with the page that will be read there. */
function isLoaded({ comments, older, newer }: PostComments, comment: Publication) {
  const first = comments[0];
  const last = comments.at(-1);
  if (older && first && inOrder(comment, first) < 0) return false;
  return !(newer && last && inOrder(comment, last) > 0);
}

/** As the server orders them. */
function inOrder(one: Publication, other: Publication) {
  if (one.saidAt !== other.saidAt) return (one.saidAt ?? "") < (other.saidAt ?? "") ? -1 : 1;
  return one.externalId < other.externalId ? -1 : 1;
}
