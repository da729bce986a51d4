import { z } from "zod";
import { currentAgent } from "@/lib/auth/current-agent";
import { findConversation } from "@/lib/conversations/find-conversation";
import { readConversation } from "@/lib/conversations/read-conversation";
import { conversationSchema } from "@/lib/conversations/shapes";
import { readJson, route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]/reading">;

const readingSchema = z.object({ messageId: z.uuid() });

export const PUT = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const conversationId = pathId((await params).conversationId, "conversation");
  const { messageId } = readingSchema.parse(await readJson(request));

  await readConversation(agent, conversationId, messageId);
  return Response.json(conversationSchema.parse(await findConversation(agent, conversationId)));
});
