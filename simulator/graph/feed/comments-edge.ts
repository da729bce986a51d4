import { commentsUnder, repliesTo } from "../../world/feed/feed";
import type { Comment, Post } from "../../world/feed/published";
import type { GraphCall } from "../graph-call";
import { badParameter } from "../graph-error";

const FILTERS = ["toplevel", "stream"];
const ORDERS = ["chronological", "reverse_chronological"];

export const COMMENT_FIELDS = "created_time,from,message,id";

export interface Wanted {
  filter: string | null | undefined;
  order: string | null | undefined;
}

/** The comments below something: right below it, or with `stream` all that stand under those too. */
export function commentsOf(call: GraphCall, above: Post | Comment, { filter, order }: Wanted): Comment[] {
  if (filter && !FILTERS.includes(filter))
    throw badParameter(`Param filter must be one of {${FILTERS.join(", ")}}`);
  if (order && !ORDERS.includes(order))
    throw badParameter(`Param order must be one of {${ORDERS.join(", ")}}`);
  const { world } = call.platform;
  const comments = filter === "stream" ? commentsUnder(world, above.id) : repliesTo(world, above.id);
  return order === "reverse_chronological" ? comments.reverse() : comments;
}

export function summaryOf(comments: Comment[], order: string | null | undefined, owned: boolean): object {
  return { order: order ?? "chronological", total_count: comments.length, can_comment: owned };
}
