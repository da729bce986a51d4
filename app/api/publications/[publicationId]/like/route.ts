import { currentAgent } from "@/lib/auth/current-agent";
import type { ModerationAction } from "@/lib/channels/public-side";
import { moderatePublication } from "@/lib/conversations/publications/moderate-publication";
import { publicationSchema } from "@/lib/conversations/publications/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/publications/[publicationId]/like">;

export const PUT = route<Context>((_request, context) => answer(context, "like"));
export const DELETE = route<Context>((_request, context) => answer(context, "unlike"));

async function answer({ params }: Context, action: ModerationAction) {
  const agent = await currentAgent();
  const publicationId = pathId((await params).publicationId, "comment");

  const publication = await moderatePublication(agent, publicationId, action);
  return Response.json(publicationSchema.parse(publication));
}
