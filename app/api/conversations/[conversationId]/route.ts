import { currentAgent } from "@/lib/auth/current-agent";
import { findConversation } from "@/lib/conversations/find-conversation";
import { conversationSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]">;

export const GET = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const conversationId = pathId((await params).conversationId, "conversation");

  return Response.json(conversationSchema.parse(await findConversation(agent, conversationId)));
});
