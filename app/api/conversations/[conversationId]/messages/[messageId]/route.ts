import { currentAgent } from "@/lib/auth/current-agent";
import { cancelMessage } from "@/lib/conversations/sending/cancel-message";
import { messageSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]/messages/[messageId]">;

export const DELETE = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const { conversationId, messageId } = await params;

  const message = await cancelMessage(
    agent,
    pathId(conversationId, "conversation"),
    pathId(messageId, "message"),
  );
  return Response.json(messageSchema.parse(message));
});
