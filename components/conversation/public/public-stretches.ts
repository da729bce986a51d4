import type { Post } from "@/lib/conversations/publications/shapes";
import type { Message } from "@/lib/conversations/shapes";
import { isByVisitor } from "./public-kind";

/** Where a message of a thread that is partly public stands. */
export interface Place {
  /** It is the first under its post, or the first in private after what everybody could see. */
  begins: "public" | "private" | null;
  /** As it was last heard of. */
  post: Post | null;
  /** The publication that tells which comment thread this is; null = private, or everything under the post. */
  around: string | null;
  /** Nothing of that comment thread stands above. */
  startsThread: boolean;
}

type Comment = Pick<Place, "around" | "startsThread">;

const nowhere: Comment = { around: null, startsThread: false };
const inPrivate: Place = { begins: null, post: null, ...nowhere };

/**
 * Public stretches: what follows one another under the same post. Notes and what happened around the words stand in
 * both places and end neither.
 */
export function placesOf(messages: Message[]): Place[] {
  if (!messages.some(({ visibility }) => visibility === "public")) return messages.map(() => inPrivate);

  const byId = new Map(messages.map((message) => [message.id, message]));
  const posts = newestPosts(messages);
  const threads = new Set<string>();
  let stretch: string | null = null;
  return messages.map((message): Place => {
    if (message.visibility === "note" || message.kind === "system") return inPrivate;
    const before: string | null = stretch;
    stretch = stretchOf(message, before, byId);
    if (stretch === "private") {
      return { ...inPrivate, begins: before !== null && before !== "private" ? "private" : null };
    }
    const begins = stretch === before ? null : "public";
    return { begins, post: posts.get(stretch) ?? null, ...threadOf(message, stretch, byId, threads) };
  });
}

/** Each message tells of its post as it was when the message was read. */
function newestPosts(messages: Message[]) {
  const posts = new Map<string, Post>();
  for (const { post } of messages) {
    const known = post && posts.get(post.id);
    if (post && !(known && known.revision > post.revision)) posts.set(post.id, post);
  }
  return posts;
}

/** What has not come back from the platform yet stands where the comment stands that it answers. */
function stretchOf(message: Message, before: string | null, byId: Map<string, Message>) {
  if (message.visibility === "private") return "private";
  const post = message.post ?? byId.get(message.replyToId ?? "")?.post;
  if (post) return post.id;

  return before && before !== "private" ? before : "public";
}

function threadOf(
  message: Message,
  postId: string,
  byId: Map<string, Message>,
  threads: Set<string>,
): Comment {
  const { post, publication } = message;
  if (!post || !publication) return nowhere;

  const around = isByVisitor(post) ? null : commentFrom(topOf(message, byId), post);
  const thread = `${postId} ${around}`;
  const startsThread = !threads.has(thread);
  threads.add(thread);
  return { around, startsThread };
}

/** A post is no comment under itself. */
function commentFrom({ publication }: Message, post: Post) {
  return publication && publication.id !== post.id ? publication.id : null;
}

/** The first loaded message of the comment thread; what answers something that isn't loaded is the first itself. */
function topOf(message: Message, byId: Map<string, Message>): Message {
  const seen = new Set<string>();
  let top = message;
  let answered: Message | undefined = message;
  while (answered?.publication && !seen.has(answered.id)) {
    top = answered;
    seen.add(top.id);
    answered = byId.get(top.replyToId ?? "");
  }
  return top;
}
