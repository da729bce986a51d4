import { authenticate, checkRate, pageOf, requirePermission, requireTask } from "./access";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { badParameter } from "./graph-error";
import { attachmentOf, save } from "./send/attachment";

/** `POST /{page-id}/message_attachments`: uploads ahead of sending (reference 4.7). */
export async function uploadAttachment(call: GraphCall): Promise<GraphAnswer> {
  authenticate(call);
  call.messenger = true;
  if (call.token?.kind === "PAGE") requirePermission(call, "pages_messaging");
  const page = pageOf(call, call.path[0] ?? "");
  requireTask(call, "MESSAGING", "MESSAGE");
  const given = call.record("message")?.attachment;
  if (!given || typeof given !== "object")
    throw badParameter("The parameter message[attachment] is required");

  checkRate(call);
  const { attachment, savedId } = await attachmentOf(call, page, given as Record<string, unknown>);
  if (!attachment.mediaId) throw badParameter("Only media can be uploaded");
  return { body: { attachment_id: savedId ?? save(call, page, attachment.type, attachment.mediaId) } };
}
