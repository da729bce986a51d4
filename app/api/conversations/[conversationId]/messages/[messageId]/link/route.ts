import type { Agent } from "@/lib/auth/agent";
import { currentAgent } from "@/lib/auth/current-agent";
import { revokeLink, sendAsLink } from "@/lib/conversations/files/change-link";
import { type Message, messageSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]/messages/[messageId]/link">;
type Verb = (agent: Agent, conversationId: string, messageId: string) => Promise<Message>;

export const POST = answering(sendAsLink);
export const DELETE = answering(revokeLink);

function answering(verb: Verb) {
  return route<Context>(async (_request, { params }) => {
    const agent = await currentAgent();
    const { conversationId, messageId } = await params;
    const message = await verb(agent, pathId(conversationId, "conversation"), pathId(messageId, "message"));
    return Response.json(messageSchema.parse(message));
  });
}
