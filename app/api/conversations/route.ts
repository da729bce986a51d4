import { currentAgent } from "@/lib/auth/current-agent";
import { conversationFiltersSchema, listConversations } from "@/lib/conversations/list-conversations";
import { conversationSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";

export const GET = route(async (request) => {
  const agent = await currentAgent();
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const filters = conversationFiltersSchema.parse(Object.fromEntries(given));

  const { conversations, nextCursor } = await listConversations(agent, filters);
  return Response.json({ conversations: conversationSchema.array().parse(conversations), nextCursor });
});
