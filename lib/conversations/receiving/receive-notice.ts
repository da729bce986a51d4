import { createHash } from "node:crypto";
import type { InboundEvent, InboundMessage } from "@/lib/channels/channel";
import { openWindow } from "../messaging-window";
import type { ThreadNote } from "../note-in-thread";
import type { Batch, Thread } from "./batch";
import { findOrOpenConversation } from "./find-or-open-conversation";
import { newNote } from "./new-message";
import { handling } from "./receive-message";

export type Notice = Extract<
  InboundEvent,
  { type: "referral" | "opt_in" | "account_linking" | "thread_control" | "feedback" }
>;

/** Something happened around the words: a thin line in the thread, told once. */
export function receiveNotice(batch: Batch, thread: Thread, notice: Notice) {
  const id = noticeId(notice);
  // First: one that comes again must not wake a conversation that was closed meanwhile.
  if (batch.findMessage(thread, id)) return;
  const conversation = findOrOpenConversation(batch, thread, notice.at);
  const line = batch.addMessage(newNote(conversation, threadNote(notice), notice.at, id));

  batch.changeConversation(conversation, {
    ...opened(conversation, notice),
    ...(notice.type === "referral" && { referral: notice.referral }),
    handling: handling(conversation, notice.owned),
    lastMessageAt: new Date(Math.max(conversation.lastMessageAt.getTime(), notice.at.getTime())),
    hasPrivate: true,
  });
  batch.events.push({ type: "message.received", conversationId: conversation.id, messageId: line.id });
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
export function noticeId({ raw, type, contactExternalId }: Notice) {
  return `${type}:${createHash("sha256")
    .update(`${contactExternalId} ${JSON.stringify(raw)}`)
    .digest("base64url")}`;
}
