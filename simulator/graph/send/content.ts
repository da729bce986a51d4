import type { Message, MessageAttachment, Page, QuickReply } from "../../world/entities";
import type { GraphCall } from "../graph-call";
import { badParameter } from "../graph-error";
import { attachmentOf } from "./attachment";

const TEXT_LIMIT = 2_000;
const METADATA_LIMIT = 1_000;
const QUICK_REPLY_LIMIT = 13;
const TITLE_LIMIT = 20;
const PAYLOAD_LIMIT = 1_000;

export interface SendContent {
  message: Partial<Message>;
  /** Set when an upload may be sent again. */
  attachmentId: string | null;
}

/** Reads and checks `message` (reference 4.1, 4.6, 4.7). Media given by address is fetched, as the platform does. */
export async function contentOf(
  call: GraphCall,
  page: Page,
  psid: string,
  given: Record<string, unknown>,
): Promise<SendContent> {
  const text = textOf(given.text);
  const metadata = metadataOf(given.metadata);
  const quickReplies = quickRepliesOf(given.quick_replies);
  const replyTo = replyToOf(call, page, psid);
  const wanted = attachmentsGiven(given);
  if (wanted.length > 0 && text !== null)
    throw badParameter("Message cannot contain both text and attachment");
  const sticker = stickerOf(call, given.sticker_id);
  if (text === null && wanted.length === 0 && !sticker && !given.template)
    throw badParameter("Message cannot be empty, must provide valid attachment or text");

  const attachments: MessageAttachment[] = sticker ? [sticker] : [];
  let attachmentId: string | null = null;
  for (const one of wanted) {
    const attachment = await attachmentOf(call, page, one);
    attachments.push(attachment.attachment);
    attachmentId ??= attachment.savedId;
  }
  if (given.template) attachments.push({ type: "template", payload: { template: given.template } });
  return { message: { text, metadata, quickReplies, replyTo, attachments }, attachmentId };
}

function textOf(given: unknown): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== "string") throw badParameter("Param message[text] must be a string.");
  if (given === "") throw badParameter("Message cannot be empty, must provide valid attachment or text");
  if (given.length > TEXT_LIMIT && [...given].length > TEXT_LIMIT)
    throw badParameter("Length of param message[text] must be less than or equal to 2000");
  return given;
}

function metadataOf(given: unknown): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== "string" || given.length > METADATA_LIMIT)
    throw badParameter("Length of param message[metadata] must be less than or equal to 1000");
  return given;
}

function quickRepliesOf(given: unknown): QuickReply[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw badParameter("Param message[quick_replies] must be an array.");
  if (given.length > QUICK_REPLY_LIMIT)
    throw badParameter("Param message[quick_replies] has too many elements, the limit is 13");
  return given.map((one, index) =>
    quickReplyOf(one as Partial<QuickReply>, `message[quick_replies][${index}]`),
  );
}

function quickReplyOf(given: Partial<QuickReply>, where: string): QuickReply {
  const { content_type = "", title, payload, image_url } = given;
  if (!["text", "user_phone_number", "user_email"].includes(content_type))
    throw badParameter(`Param ${where}[content_type] must be one of {TEXT, USER_PHONE_NUMBER, USER_EMAIL}`);
  if (content_type === "text" && (!title || !payload))
    throw badParameter(`Param ${where} needs a title and a payload`);
  if (title && [...title].length > TITLE_LIMIT)
    throw badParameter(`Length of param ${where}[title] must be less than or equal to 20`);
  if (payload && payload.length > PAYLOAD_LIMIT)
    throw badParameter(`Length of param ${where}[payload] must be less than or equal to 1000`);
  return {
    content_type,
    ...(title ? { title } : {}),
    ...(payload ? { payload } : {}),
    ...(image_url ? { image_url } : {}),
  };
}

function replyToOf(call: GraphCall, page: Page, psid: string): string | null {
  const mid = call.record("reply_to")?.mid;
  if (mid === undefined) return null;
  const { world } = call.platform;
  const message = world.messages.get(String(mid));
  const thread = message && world.threads.get(message.threadId);
  if (!message || message.deleted || thread?.pageId !== page.id || thread.psid !== psid)
    throw badParameter("Param reply_to[mid] is not a message of this conversation");
  return message.mid;
}

function attachmentsGiven(given: Record<string, unknown>): Record<string, unknown>[] {
  const several = given.attachments;
  if (several !== undefined && !Array.isArray(several))
    throw badParameter("Param message[attachments] must be an array.");
  const all = [given.attachment, ...(several ?? [])].filter((one) => one !== undefined && one !== null);
  if (all.length > 1 && all.some((one) => (one as { type?: unknown }).type !== "image"))
    throw badParameter("Only images can be sent several at once");
  return all as Record<string, unknown>[];
}

function stickerOf(call: GraphCall, given: unknown): MessageAttachment | null {
  if (given === undefined || given === null) return null;
  if (!/^\d+$/.test(String(given))) throw badParameter("Param message[sticker_id] must be a sticker id");
  return { type: "sticker", stickerId: String(given), mediaId: call.platform.media.sample("sticker") ?? "" };
}
