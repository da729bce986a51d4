import { currentAgent } from "@/lib/auth/current-agent";
import { approvalSchema, approveMessage } from "@/lib/conversations/approval/approve-message";
import { rejectionSchema, rejectMessage } from "@/lib/conversations/approval/reject-message";
import { messageSchema } from "@/lib/conversations/shapes";
import { readJson, route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/messages/[messageId]/approval">;

export const PUT = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const messageId = pathId((await params).messageId, "message");
  const approval = approvalSchema.parse(await readJson(request, {}));

  const message = await approveMessage(agent, messageId, approval);
  return Response.json(messageSchema.parse(message));
});

export const DELETE = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const messageId = pathId((await params).messageId, "message");
  const rejection = rejectionSchema.parse(await readJson(request, {}));

  const message = await rejectMessage(agent, messageId, rejection);
  return Response.json(messageSchema.parse(message));
});
