import { announce } from "../../acts/feed/announce";
import { placeComment } from "../../acts/feed/say";
import { postOf } from "../../world/feed/feed";
import { authenticate, checkRate, requireTask } from "../access";
import type { GraphAnswer, GraphCall } from "../graph-call";
import { GraphError } from "../graph-error";
import { contentOf } from "./comment-content";
import { actableOf, checkCommentBlock } from "./published-access";

/** `POST /{post-id or comment-id}/comments`: the Page comments or answers. The apps hear of it once the answer is out. */
export async function commentOn(call: GraphCall): Promise<GraphAnswer> {
  const { kind } = authenticate(call);
  if (kind === "USER" || kind === "SYSTEM_USER")
    throw new GraphError({ code: 1705, message: "(#1705) There was an error posting to this wall" });
  const { page, published } = actableOf(call);
  requireTask(call, "CREATE_CONTENT", "MODERATE");
  const content = await contentOf(call, page, postOf(call.platform.world, published));
  checkCommentBlock(call, page);
  checkRate(call);

  const { platform } = call;
  const comment = placeComment(platform, { kind: "page", id: page.id }, published, content);
  call.afterAnswer(() => announce(platform, comment, "add"));
  return { body: { id: comment.id } };
}
