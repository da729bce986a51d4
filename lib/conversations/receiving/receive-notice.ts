import { createHash } from "node:crypto";
import type { Tx } from "@/db/client";
import type { InboundEvent, InboundMessage } from "@/lib/channels/channel";
import { findOrCreateIdentity } from "@/lib/contacts/find-or-create-identity";
import { recordEvent } from "@/lib/events/record-event";
import { changeConversation } from "../change-conversation";
import { openWindow } from "../messaging-window";
import { noteInThread, type ThreadNote } from "../note-in-thread";
import { type ChannelRow, findOrOpenConversation } from "./find-or-open-conversation";
import { findTrace } from "./find-trace";
import { handling } from "./receive-message";

export type Notice = Extract<
  InboundEvent,
  { type: "referral" | "opt_in" | "account_linking" | "thread_control" | "feedback" }
>;

/** Something happened around the words: a thin line in the thread, told once. */
export async function receiveNotice(tx: Tx, channel: ChannelRow, notice: Notice) {
  const noticeId = externalId(notice);
  // First: one that comes again must not wake a conversation that was closed meanwhile.
  const { isKnown } = await findTrace(tx, channel.id, noticeId);
  if (isKnown) return;
  const identity = await findOrCreateIdentity(tx, channel, notice.contactExternalId);
  const conversation = await findOrOpenConversation(tx, channel, identity, notice.at);
  const lineId = await noteInThread(tx, conversation, threadNote(notice), {
    at: notice.at,
    externalId: noticeId,
  });
  if (!lineId) return;

  await changeConversation(tx, conversation, {
    ...opened(conversation, notice),
    ...(notice.type === "referral" && { referral: notice.referral }),
    handling: handling(conversation, notice.owned),
    lastMessageAt: new Date(Math.max(conversation.lastMessageAt.getTime(), notice.at.getTime())),
    hasPrivate: true,
  });
  await recordEvent(tx, { type: "message.received", conversationId: conversation.id, messageId: lineId });
}

/** Of a kind that we do not know: it stands in the thread as something that can't be shown yet. */
export function asUnsupportedMessage(event: Extract<InboundEvent, { type: "unsupported" }>): InboundMessage {
  return { ...event, type: "message", kind: "unsupported", text: null, attachments: [] };
}

function opened(conversation: Parameters<typeof openWindow>[0], notice: Notice) {
  if (notice.type === "referral") return openWindow(conversation, "referral", notice.at);
  if (notice.type === "opt_in") return openWindow(conversation, "opt_in", notice.at);
  return {};
}

function threadNote(notice: Notice): ThreadNote {
  switch (notice.type) {
    case "referral": {
      const { source, ref, adTitle } = notice.referral;
      return { event: "referral", source, ref: ref ?? null, adTitle: adTitle ?? null };
    }
    case "opt_in":
      return { event: "opt_in", topic: notice.topic };
    case "account_linking":
      return { event: "account_linking", linked: notice.linked };
    case "thread_control":
      return {
        event: "thread_control",
        action: notice.action,
        toAppId: notice.toAppExternalId,
        note: notice.note,
      };
    case "feedback":
      return { event: "feedback", feedback: notice.feedback };
    default:
      return notice satisfies never;
  }
}

/** The platform gives notices no id: the same one again is known by its content. */
function externalId(notice: Notice) {
  const { raw, type, contactExternalId } = notice;
  return `${type}:${createHash("sha256")
    .update(`${contactExternalId} ${JSON.stringify(raw)}`)
    .digest("base64url")}`;
}
