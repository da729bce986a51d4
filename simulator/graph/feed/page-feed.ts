import { announce } from "../../acts/feed/announce";
import { placePost } from "../../acts/feed/say";
import { postsOf } from "../../world/feed/feed";
import type { Post } from "../../world/feed/published";
import { authenticate, checkRate, pageOf, requirePermission, requireTask } from "../access";
import { parseFields } from "../field-selection";
import type { GraphAnswer, GraphCall } from "../graph-call";
import { badParameter } from "../graph-error";
import { paged } from "../paging";
import { postNode } from "./post-node";

/**
 * `GET /{page-id}/feed`, `/posts` (by the Page alone) and `/visitor_posts`: newest first. Ads and what is not
 * published are not among them (reference 3.6, 7.3).
 */
export function listFeed(call: GraphCall): GraphAnswer {
  authenticate(call);
  const [id = "", edge] = call.path;
  requirePermission(call, "pages_read_engagement");
  if (edge !== "posts") requirePermission(call, "pages_read_user_content");
  const page = pageOf(call, id);
  const fields = parseFields(call.text("fields") ?? "created_time,message,id");
  checkRate(call);

  const fits = ({ kind }: Post) => edge === "feed" || (kind === "visitor") === (edge === "visitor_posts");
  const posts = postsOf(call.platform.world, page.id)
    .filter((post) => post.kind !== "elsewhere" && post.kind !== "rating")
    .filter((post) => post.published && !post.removed && fits(post))
    .reverse();
  const { rows, paging } = paged(call, posts, (post) => post.id, call.limit(25, 100));
  return { body: { data: rows.map((post) => postNode(call, post, true, fields)), paging } };
}

/** `POST /{page-id}/feed`. */
export function publishPost(call: GraphCall): GraphAnswer {
  authenticate(call);
  requirePermission(call, "pages_manage_posts");
  const page = pageOf(call, call.path[0] ?? "");
  requireTask(call, "CREATE_CONTENT");
  const text = call.text("message") ?? undefined;
  const link = call.text("link") ?? undefined;
  if (!text && !link) throw badParameter("Missing message or attachment");
  checkRate(call);

  const post = placePost(call.platform, page, {
    text,
    link,
    published: call.text("published") !== "false",
  });
  call.afterAnswer(() => announce(call.platform, post, "add"));
  return { body: { id: post.id } };
}
