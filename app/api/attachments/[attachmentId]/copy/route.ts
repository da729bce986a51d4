import { currentAgent } from "@/lib/auth/current-agent";
import { retryCopy } from "@/lib/conversations/files/retry-copy";
import { messageSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/attachments/[attachmentId]/copy">;

/** Tries again to copy a file from the platform; answers with its message. */
export const POST = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const attachmentId = pathId((await params).attachmentId, "file");

  const message = await retryCopy(agent, attachmentId);
  return Response.json(messageSchema.parse(message));
});
