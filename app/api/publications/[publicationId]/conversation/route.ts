import { currentAgent } from "@/lib/auth/current-agent";
import { adoptPublication } from "@/lib/conversations/publications/adopt-publication";
import { conversationSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/publications/[publicationId]/conversation">;

/** Makes a matter of its own of what stood around others'. */
export const POST = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const publicationId = pathId((await params).publicationId, "comment");

  return Response.json(conversationSchema.parse(await adoptPublication(agent, publicationId)));
});
