import type { InboundMessage } from "@/lib/channels/channel";
import type { MessageRow } from "../change-message";
import type { ConversationRow } from "../lock-conversation";
import { type OpeningAction, openWindow, type WindowFacts } from "../messaging-window";
import type { Batch, Thread } from "./batch";
import { findOrOpenConversation } from "./find-or-open-conversation";
import { addMessage } from "./new-message";
import { waitingSince } from "./waiting-since";

/** A contact wrote: conversation, the message once, the waiting clock and the window, one event. */
export function receiveMessage(batch: Batch, thread: Thread, inbound: InboundMessage) {
  if (batch.findMessage(thread, inbound.externalId)) return;
  const conversation = findOrOpenConversation(batch, thread, inbound.at);
  const author = { direction: "in", authorKind: "contact", authorId: null, authorAppId: null } as const;
  const message = addMessage(batch, thread, conversation, inbound, { ...author, status: "received" });
  const window = openWindow(conversation, openingAction(inbound), inbound.at);

  batch.changeConversation(conversation, {
    ...newest(conversation, message),
    ...window,
    ...windowByReaction(batch, thread, window, message),
    unreadCount: conversation.unreadCount + 1,
    waitingSince: waitingSince(batch, conversation, message),
    hasPrivate: true,
    handling: handling(conversation, inbound.owned),
    referral: inbound.referral ?? conversation.referral,
  });
  batch.events.push({
    type: "message.received",
    conversationId: conversation.id,
    messageId: message.id,
  });
}

/** A reaction of the contact that came before its message opens the window as it would have after it. */
export function windowByReaction(
  batch: Batch,
  thread: Thread,
  window: WindowFacts,
  { externalId }: MessageRow,
): Partial<WindowFacts> {
  const reaction = batch.findReaction(thread, externalId ?? "", "contact");
  return reaction && !reaction.removed ? openWindow(window, "reaction", reaction.reactedAt) : {};
}

/** What the list shows: a late message slides into its place in the thread and leaves the newest one standing. */
export function newest(conversation: ConversationRow, message: MessageRow) {
  const isNewest =
    !conversation.lastMessageId || message.sentAt.getTime() >= conversation.lastMessageAt.getTime();
  return isNewest ? { lastMessageId: message.id, lastMessageAt: message.sentAt } : {};
}

/** What we only overhear is the bot's work until it hands over. */
export function handling(
  { handling, assigneeId }: ConversationRow,
  owned: boolean,
): ConversationRow["handling"] {
  if (assigneeId) return "agent";
  if (!owned) return "bot";
  return handling === "bot" ? "queue" : handling;
}

function openingAction({ kind, referral }: InboundMessage): OpeningAction {
  if (kind === "postback") return "postback";
  return referral?.source === "ad" ? "ad_message" : "message";
}
