import { setLikedByPage } from "../../acts/feed/change";
import { authenticate, checkRate, requireTask } from "../access";
import type { GraphAnswer, GraphCall } from "../graph-call";
import { actableOf } from "./published-access";

/** `POST /{object-id}/likes`, as the Page. Asking twice is harmless. */
export function likePublished(call: GraphCall): GraphAnswer {
  return setLiked(call, true);
}

/** `DELETE /{object-id}/likes`. */
export function unlikePublished(call: GraphCall): GraphAnswer {
  return setLiked(call, false);
}

function setLiked(call: GraphCall, liked: boolean): GraphAnswer {
  authenticate(call);
  const { published } = actableOf(call);
  requireTask(call, "MODERATE", "CREATE_CONTENT");
  checkRate(call);
  setLikedByPage(call.platform, published, liked, (tell) => call.afterAnswer(tell));
  return { body: { success: true } };
}
