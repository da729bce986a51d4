import { editPublished, removePublished, setHidden } from "../../acts/feed/change";
import type { Page } from "../../world/entities";
import { findPublished, isBy, postOf } from "../../world/feed/feed";
import type { Comment, Post } from "../../world/feed/published";
import { authenticate, checkRate, requireTask } from "../access";
import type { GraphAnswer, GraphCall } from "../graph-call";
import { badParameter } from "../graph-error";
import { withNames } from "./mentions";
import { actableOf, notAllowed } from "./published-access";

/** `POST /{comment-id or post-id}`: `message` edits what the Page said, `is_hidden` hides or shows what others did. */
export function changePublished(call: GraphCall): GraphAnswer {
  authenticate(call);
  const { page, published } = actableOf(call, permissionFor(call));
  const message = call.text("message");
  const hidden = call.text("is_hidden");
  if (message === null && hidden === null) throw badParameter("Nothing to change: give message or is_hidden");
  if (hidden !== null && !["true", "false", "1", "0"].includes(hidden))
    throw badParameter("Param is_hidden must be a boolean");
  if (message !== null && !message.trim()) throw badParameter("Param message must not be empty");
  if (message !== null) checkMayEdit(call, page, published);
  if (hidden !== null) checkMayHide(call, page, published);
  const names =
    message === null ? null : withNames(call, page, postOf(call.platform.world, published), message);
  checkRate(call);

  const later = (tell: () => void) => call.afterAnswer(tell);
  if (names) editPublished(call.platform, published, names.text, names.tags, later);
  if (hidden !== null) setHidden(call.platform, published, hidden === "true" || hidden === "1", later);
  return { body: { success: true } };
}

/** `DELETE /{comment-id or post-id}`. */
export function removeFromFeed(call: GraphCall): GraphAnswer {
  authenticate(call);
  const { page, published } = actableOf(call, permissionFor(call));
  requireTask(call, "MODERATE", "CREATE_CONTENT");
  if (postOf(call.platform.world, published).kind === "elsewhere" && !isBy(published.author, page))
    throw notAllowed("This can't be removed by the Page");
  checkRate(call);
  removePublished(call.platform, published, (tell) => call.afterAnswer(tell));
  return { body: { success: true } };
}

/** The Page's own posts are a matter of posting, all else one of engagement (reference 1.8). */
function permissionFor(call: GraphCall): string {
  const published = findPublished(call.platform.world, call.path[0] ?? "");
  const ownPost = published && published.kind !== "comment" && published.author.kind === "page";
  return ownPost ? "pages_manage_posts" : "pages_manage_engagement";
}

function checkMayEdit(call: GraphCall, page: Page, published: Post | Comment): void {
  requireTask(call, "CREATE_CONTENT", "MODERATE");
  if (!isBy(published.author, page)) throw notAllowed("Only its author can edit this");
}

function checkMayHide(call: GraphCall, page: Page, published: Post | Comment): void {
  requireTask(call, "MODERATE");
  const elsewhere = postOf(call.platform.world, published).kind === "elsewhere";
  if (elsewhere || isBy(published.author, page)) throw notAllowed("This can't be hidden");
}
