import { currentAgent } from "@/lib/auth/current-agent";
import { closeConversation } from "@/lib/conversations/close-conversation";
import { findConversation } from "@/lib/conversations/find-conversation";
import { reopenConversation } from "@/lib/conversations/reopen-conversation";
import { conversationSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]/closure">;

export const POST = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const conversationId = pathId((await params).conversationId, "conversation");

  await closeConversation(agent, conversationId);
  return Response.json(conversationSchema.parse(await findConversation(agent, conversationId)));
});

export const DELETE = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const conversationId = pathId((await params).conversationId, "conversation");

  await reopenConversation(agent, conversationId);
  return Response.json(conversationSchema.parse(await findConversation(agent, conversationId)));
});
