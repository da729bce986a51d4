import { currentAgent } from "@/lib/auth/current-agent";
import {
  commentPageSchema,
  commentsSchema,
  listComments,
} from "@/lib/conversations/publications/list-comments";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/posts/[postId]/comments">;

export const GET = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const postId = pathId((await params).postId, "post");
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const page = commentPageSchema.parse(Object.fromEntries(given));

  return Response.json(commentsSchema.parse(await listComments(agent, postId, page)));
});
