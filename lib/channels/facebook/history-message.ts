import { z } from "zod";
import type { PastMessage } from "@/lib/channels/history";
import { graphId } from "./ask-graph";
import { graphTime } from "./graph-time";
import { contentOf } from "./webhook-message";
import { type Fields, fieldsOf, idOf, isFields, listOf, textOf } from "./webhook-values";

const messageSchema = z.object({
  id: graphId,
  created_time: graphTime,
  from: z.object({ id: graphId }).nullish().catch(null),
});

export const messageFields = [
  "id",
  "created_time",
  "from",
  "message",
  "attachments",
  "sticker",
  "shares",
  "reply_to",
].join(",");

interface Place {
  channelExternalId: string;
  contactExternalId: string;
  /** False where another app controls the thread. */
  owned: boolean;
}

/** Null for what cannot be read at all. Without its author a message is one that is not shown any more. */
export function pastMessage(element: unknown, place: Place | null): PastMessage | null {
  const found = messageSchema.safeParse(element);
  if (!found.success || !isFields(element)) return null;

  const { id: externalId, created_time: at, from } = found.data;
  if (!from || !place) return { externalId, at, event: null };
  const said = { ...place, at, raw: element, externalId, ...contentOf(asDelivered(element)) };
  const isEcho = from.id === place.channelExternalId;
  return {
    externalId,
    at,
    event: isEcho
      ? { ...said, type: "echo", appExternalId: null, messageId: null, fromPlatformInbox: false }
      : { ...said, type: "message" },
  };
}

/** History names things differently: brought into the form of a delivery, the same rules read both. */
function asDelivered(message: Fields): Fields {
  const sticker = textOf(message.sticker);
  const replyTo = fieldsOf(message.reply_to);
  return {
    text: textOf(message.message),
    attachments: [
      ...(sticker ? [{ type: "sticker", payload: { url: sticker } }] : []),
      ...elements(message.attachments).map(file),
      ...elements(message.shares).map(share),
    ],
    reply_to: { mid: idOf(replyTo.mid) ?? idOf(replyTo.id) },
  };
}

function file(attachment: Fields): Fields {
  const title = textOf(attachment.name);
  const image = fieldsOf(attachment.image_data);
  const video = fieldsOf(attachment.video_data);
  if (image.url) return { type: "image", payload: { url: image.url, title } };
  if (video.url) return { type: "video", payload: { url: video.url, title } };

  const isAudio = textOf(attachment.mime_type)?.startsWith("audio/");
  return { type: isAudio ? "audio" : "file", payload: { url: attachment.file_url, title } };
}

function share(shared: Fields): Fields {
  return { type: "fallback", payload: { url: shared.link, title: textOf(shared.name) } };
}

function elements(edge: unknown): Fields[] {
  return listOf(fieldsOf(edge).data).filter(isFields);
}
