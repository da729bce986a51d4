import { checkRate } from "../access";
import { parseFields } from "../field-selection";
import type { GraphAnswer, GraphCall } from "../graph-call";
import { commentNode } from "./comment-node";
import { postNode } from "./post-node";
import { readableOf } from "./published-access";

/** `GET /{post-id}` and `GET /{comment-id}`. */
export function readPublished(call: GraphCall): GraphAnswer {
  const { published, owned } = readableOf(call);
  const isComment = published.kind === "comment";
  const fields = parseFields(
    call.text("fields") ?? (isComment ? "created_time,from,message,id" : "created_time,message,id"),
  );
  checkRate(call);
  return {
    body: isComment ? commentNode(call, published, owned, fields) : postNode(call, published, owned, fields),
  };
}
