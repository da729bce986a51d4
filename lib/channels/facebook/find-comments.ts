import { z } from "zod";
import type { ChannelCredentials, SentHistory, SentTrace } from "@/lib/channels/channel";
import { graphId } from "./ask-graph";
import { callGraph, graphPath } from "./graph";
import { graphTime } from "./graph-time";
import { refusedToShow, unreadable } from "./unread-history";

const AT_ONCE = 100;
const BEGINNING = new Date(0);

const commentsSchema = z.object({
  data: z.array(
    z.object({
      id: graphId,
      message: z.string().nullish(),
      created_time: graphTime,
      from: z.object({ id: graphId }).nullish(),
      attachment: z.object({ type: z.string().nullish() }).nullish(),
    }),
  ),
});

type CommentNode = z.output<typeof commentsSchema>["data"][number];

/**
 * The newest comments of the Page beneath one post, at whatever depth: an answer to an answer is put where the platform
 * puts it. Without pressure: how reading fares says nothing about writing.
 */
export async function findComments(
  { channelExternalId, accessToken, appSecret }: ChannelCredentials,
  postExternalId: string,
): Promise<SentHistory> {
  const fields = "id,message,created_time,from,attachment";
  const result = await callGraph({
    method: "GET",
    path: graphPath(postExternalId, "comments"),
    query: { filter: "stream", order: "reverse_chronological", limit: AT_ONCE, fields },
    accessToken,
    appSecret,
  });
  if (result.outcome === "refused") return refusedToShow(result.error);
  if (result.outcome === "unknown") return unreadable("unreachable", result.detail);

  const answer = commentsSchema.safeParse(result.body);
  if (!answer.success) return unreadable("unreachable", "The comments of this post were not shown.");
  const all = answer.data.data;
  const oldest = new Date(Math.min(...all.map(({ created_time }) => created_time.getTime())));
  return {
    outcome: "read",
    // Where the platform hides authors, one that is ours looks like anybody's.
    messages: all.filter(({ from }) => !from || from.id === channelExternalId).map(traceOf),
    completeSince: all.length < AT_ONCE ? BEGINNING : oldest,
  };
}

function traceOf({ id, created_time, message, attachment }: CommentNode): SentTrace {
  const kind = attachment?.type;
  return {
    externalId: id,
    at: created_time,
    text: message ?? "",
    attachments: kind ? [kind.startsWith("photo") ? "image" : "file"] : [],
  };
}
