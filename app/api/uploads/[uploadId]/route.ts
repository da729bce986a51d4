import { currentAgent } from "@/lib/auth/current-agent";
import { presentAttachment } from "@/lib/conversations/files/present-attachment";
import { attachmentSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";
import { discardUpload } from "@/lib/uploads/discard-upload";
import { findUpload } from "@/lib/uploads/find-upload";
import { receivePart, tellOffset } from "@/lib/uploads/receive-part";

type Context = RouteContext<"/api/uploads/[uploadId]">;

export const GET = route<Context>(async (_request, { params }) => {
  const upload = await findUpload(await currentAgent(), await uploadId(params));
  return Response.json(attachmentSchema.parse(presentAttachment(upload)), {
    headers: { "cache-control": "no-store" },
  });
});

export const HEAD = route<Context>(async (request, { params }) =>
  tellOffset(await currentAgent(), await uploadId(params), request),
);

export const PATCH = route<Context>(async (request, { params }) =>
  receivePart(await currentAgent(), await uploadId(params), request),
);

export const DELETE = route<Context>(async (_request, { params }) => {
  await discardUpload(await currentAgent(), await uploadId(params));
  return new Response(null, { status: 204 });
});

async function uploadId(params: Context["params"]) {
  return pathId((await params).uploadId, "upload");
}
