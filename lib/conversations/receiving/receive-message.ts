import type { Tx } from "@/db/client";
import type { InboundMessage } from "@/lib/channels/channel";
import { findOrCreateIdentity } from "@/lib/contacts/find-or-create-identity";
import { recordEvent } from "@/lib/events/record-event";
import { changeConversation } from "../change-conversation";
import type { MessageRow } from "../change-message";
import type { ConversationRow } from "../lock-conversation";
import { type OpeningAction, openWindow } from "../messaging-window";
import { type ChannelRow, findOrOpenConversation } from "./find-or-open-conversation";
import { findTrace } from "./find-trace";
import { insertMessageOnce } from "./insert-message-once";
import { waitingSince } from "./waiting-since";

/** A contact wrote: contact, conversation, the message once, the waiting clock and the window, one event. */
export async function receiveMessage(tx: Tx, channel: ChannelRow, inbound: InboundMessage) {
  const { isKnown, edited } = await findTrace(tx, channel.id, inbound.externalId);
  if (isKnown) return;
  const identity = await findOrCreateIdentity(tx, channel, inbound.contactExternalId);
  const conversation = await findOrOpenConversation(tx, channel, identity, inbound.at);
  const author = { direction: "in", authorKind: "contact", authorId: null, authorAppId: null } as const;
  const message = await insertMessageOnce(
    tx,
    conversation,
    inbound,
    { ...author, status: "received" },
    edited,
  );
  if (!message) return;

  await changeConversation(tx, conversation, {
    ...newest(conversation, message),
    ...openWindow(conversation, openingAction(inbound), inbound.at),
    unreadCount: conversation.unreadCount + 1,
    waitingSince: await waitingSince(tx, conversation, message),
    hasPrivate: true,
    handling: handling(conversation, inbound.owned),
    referral: inbound.referral ?? conversation.referral,
  });
  await recordEvent(tx, {
    type: "message.received",
    conversationId: conversation.id,
    messageId: message.id,
  });
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
