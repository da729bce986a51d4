import { currentAgent } from "@/lib/auth/current-agent";
import { findAttachment } from "@/lib/conversations/files/find-attachment";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";
import { serveFile } from "@/lib/media/serve-file";
import { servedFile, servedSizeSchema } from "@/lib/media/served-file";

type Context = RouteContext<"/api/attachments/[attachmentId]">;

export const GET = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const attachmentId = pathId((await params).attachmentId, "file");
  const size = servedSizeSchema.parse(new URL(request.url).searchParams.get("size"));

  const attachment = await findAttachment(agent, attachmentId);
  return serveFile(request, servedFile(attachment, size));
});

export const HEAD = GET;
