import { authenticate, checkRate, requirePermission } from "../access";
import { parseFields } from "../field-selection";
import type { GraphAnswer, GraphCall } from "../graph-call";
import { paged } from "../paging";
import { commentNode } from "./comment-node";
import { COMMENT_FIELDS, commentsOf, summaryOf } from "./comments-edge";
import { readableOf } from "./published-access";

/** `GET /{post-id or comment-id}/comments`: oldest first unless asked otherwise (reference 7.4). */
export function listComments(call: GraphCall): GraphAnswer {
  authenticate(call);
  requirePermission(call, "pages_read_user_content");
  const { published, owned } = readableOf(call);
  const order = call.text("order");
  const comments = commentsOf(call, published, { filter: call.text("filter"), order });
  const fields = parseFields(call.text("fields") ?? COMMENT_FIELDS);
  checkRate(call);

  const { rows, paging } =
    call.text("limit") === "0"
      ? { rows: [], paging: undefined }
      : paged(call, comments, ({ id }) => id, call.limit(25, 100));
  const withSummary = call.text("summary") === "true" || call.text("summary") === "1";
  return {
    body: {
      data: rows.map((comment) => commentNode(call, comment, owned, fields)),
      paging,
      ...(withSummary ? { summary: summaryOf(comments, order, owned) } : {}),
    },
  };
}
