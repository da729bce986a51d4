import { currentAgent } from "@/lib/auth/current-agent";
import { requireRole } from "@/lib/auth/require-role";
import { findRawMessage } from "@/lib/conversations/find-raw-message";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]/messages/[messageId]/raw">;

export const GET = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  requireRole(agent, "admin");
  const { conversationId, messageId } = await params;

  const raw = await findRawMessage(
    agent,
    pathId(conversationId, "conversation"),
    pathId(messageId, "message"),
  );
  return Response.json({ raw });
});
