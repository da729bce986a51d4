import { currentAgent } from "@/lib/auth/current-agent";
import { retryMessage } from "@/lib/conversations/sending/retry-message";
import { messageSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]/messages/[messageId]/delivery">;

export const POST = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const { conversationId, messageId } = await params;

  const message = await retryMessage(
    agent,
    pathId(conversationId, "conversation"),
    pathId(messageId, "message"),
  );
  return Response.json(messageSchema.parse(message));
});
