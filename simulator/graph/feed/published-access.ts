import type { Page } from "../../world/entities";
import { findPublished, isGone, postOf } from "../../world/feed/feed";
import type { Comment, Post } from "../../world/feed/published";
import { pageOf, requirePermission } from "../access";
import type { GraphCall } from "../graph-call";
import { GraphError, notVisible } from "../graph-error";
import { tickedRoles } from "../pages-of-user";

export interface Reading {
  published: Post | Comment;
  /** Whether the caller is the Page that owns the wall: it alone sees who wrote (reference 7.4). */
  owned: boolean;
}

/** What the path names, for reading: by the Page it belongs to, or somebody with a role on it. */
export function readableOf(call: GraphCall): Reading {
  requirePermission(call, "pages_read_engagement");
  const { world } = call.platform;
  const id = call.path[0] ?? "";
  const published = findPublished(world, id);
  if (!published || isGone(world, published)) throw notVisible(id, call.method);
  if (published.author.kind === "person") requirePermission(call, "pages_read_user_content");

  const post = postOf(world, published);
  const byPage = call.token?.pageId === published.pageId;
  const byUser =
    call.token?.kind !== "PAGE" &&
    tickedRoles(call, call.token!).some(({ pageId }) => pageId === published.pageId);
  if (!post.readable || (!byPage && !byUser)) throw notVisible(id, call.method);
  call.page = world.pages.get(published.pageId) ?? null;
  return { published, owned: byPage && post.kind !== "elsewhere" };
}

/** What the path names, for a Page that acts on it under its own name. */
export function actableOf(call: GraphCall, permission = "pages_manage_engagement") {
  requirePermission(call, permission);
  const page = pageOf(call, "me");
  const { world } = call.platform;
  const id = call.path[0] ?? "";
  const published = findPublished(world, id);
  if (!published || published.pageId !== page.id || isGone(world, published))
    throw notVisible(id, call.method);
  if (!postOf(world, published).readable) throw notVisible(id, call.method);
  return { page, published };
}

/** The action exists, and is not for this object. */
export function notAllowed(what: string): GraphError {
  return new GraphError({ code: 200, message: `(#200) ${what}` });
}

/** The platform took the Page's comments for abuse; asking again may prolong that (reference 4.9). */
export function checkCommentBlock(call: GraphCall, page: Page): void {
  const block = page.commentBlock;
  if (!block || block.until <= call.now) return;
  block.until += block.prolongedByMs;
  call.platform.world.changed({ pageId: page.id });
  throw new GraphError({
    code: 368,
    message: "(#368) The action attempted has been deemed abusive or is otherwise disallowed",
  });
}
