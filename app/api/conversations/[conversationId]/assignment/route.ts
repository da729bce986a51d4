import { z } from "zod";
import { currentAgent } from "@/lib/auth/current-agent";
import { assignConversation } from "@/lib/conversations/assign-conversation";
import { findConversation } from "@/lib/conversations/find-conversation";
import { conversationSchema } from "@/lib/conversations/shapes";
import { readJson, route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]/assignment">;

const assignmentSchema = z.object({ agentId: z.uuid() });

export const PUT = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const conversationId = pathId((await params).conversationId, "conversation");
  const { agentId } = assignmentSchema.parse(await readJson(request));

  await assignConversation(agent, conversationId, agentId);
  return Response.json(conversationSchema.parse(await findConversation(agent, conversationId)));
});

export const DELETE = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const conversationId = pathId((await params).conversationId, "conversation");

  await assignConversation(agent, conversationId, null);
  return Response.json(conversationSchema.parse(await findConversation(agent, conversationId)));
});
