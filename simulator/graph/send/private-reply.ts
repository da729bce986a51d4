import type { Page } from "../../world/entities";
import { findPublished, isGone } from "../../world/feed/feed";
import { type PrivateReplyRefusal, privateReplyRefusal } from "../../world/feed/private-reply";
import type { Comment, Post } from "../../world/feed/published";
import type { GraphCall } from "../graph-call";
import { badParameter, GraphError, notVisible } from "../graph-error";

const WORDS: Readonly<Record<PrivateReplyRefusal, string>> = {
  10900: "Activity already replied to",
  10902: "This object can't be replied to privately",
  10903: "This user can't reply to this activity",
};

/** What `recipient.comment_id` or `recipient.post_id` names; null where the recipient is somebody by id. */
export function privateReplyTarget(call: GraphCall, page: Page): Post | Comment | null {
  const recipient = call.record("recipient") ?? {};
  const named = ["comment_id", "post_id"].filter((member) => recipient[member] !== undefined);
  if (named.length === 0) return null;
  if (Object.keys(recipient).length > 1)
    throw badParameter("Param recipient must have exactly one of its members");
  if (call.text("sender_action")) throw badParameter("A sender action needs a recipient[id]");

  const id = String(recipient[named[0]!]);
  const published = findPublished(call.platform.world, id);
  const isComment = named[0] === "comment_id";
  if (
    !published ||
    (published.kind === "comment") !== isComment ||
    published.pageId !== page.id ||
    isGone(call.platform.world, published)
  )
    throw notVisible(id, "post");
  return published;
}

/** Once, within 7 days, to a person (reference 4.9, 5.2). */
export function checkPrivateReply(call: GraphCall, published: Post | Comment): void {
  const code = privateReplyRefusal(call.platform.world, published, call.now);
  if (code !== null) throw new GraphError({ code, message: `(#${code}) ${WORDS[code]}` });
}
