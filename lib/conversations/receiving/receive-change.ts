import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations, messageEdits, messages, reactions } from "@/db/schema/conversations";
import type { InboundEvent } from "@/lib/channels/channel";
import { changeConversation } from "../change-conversation";
import { changeMessage } from "../change-message";
import { dropAttachments } from "../drop-attachments";
import { openWindow } from "../messaging-window";
import type { ChannelRow } from "./find-or-open-conversation";

type Reaction = Extract<InboundEvent, { type: "reaction" }>;
type Edit = Extract<InboundEvent, { type: "edit" | "deletion" }>;

/** Deletions have no number of their own: nothing comes after one. */
const LAST_EDIT = 1_000_000;

/** The newest reaction of each side stands, in whatever order they arrive, also before their message. */
export async function receiveReaction(tx: Tx, channel: ChannelRow, reaction: Reaction) {
  const { messageExternalId, by, emoji, removed, at } = reaction;
  const [changed] = await tx
    .insert(reactions)
    .values({ channelId: channel.id, messageExternalId, by, emoji, removed, reactedAt: at })
    .onConflictDoUpdate({
      target: [reactions.channelId, reactions.messageExternalId, reactions.by],
      set: { emoji, removed, reactedAt: at },
      setWhere: sql`${reactions.reactedAt} < ${at.toISOString()}`,
    })
    .returning();
  const message = changed && (await lockMessage(tx, channel.id, messageExternalId));
  if (!message) return;

  await changeMessage(tx, message, {});
  if (by === "contact" && !removed) await reopenWindow(tx, message.conversationId, at);
}

/** The edit with the highest number stands; one that overtook its message waits for it. */
export async function receiveEdit(tx: Tx, channel: ChannelRow, edit: Edit) {
  const number = edit.type === "deletion" ? LAST_EDIT : edit.number;
  const text = edit.type === "deletion" ? null : edit.text;
  const [isNew] = await tx
    .insert(messageEdits)
    .values({
      channelId: channel.id,
      messageExternalId: edit.messageExternalId,
      number,
      text,
      editedAt: edit.at,
    })
    .onConflictDoNothing()
    .returning();
  const message = isNew && (await lockMessage(tx, channel.id, edit.messageExternalId));
  if (!message) return;

  const [later] = await tx
    .select({ number: messageEdits.number })
    .from(messageEdits)
    .where(
      and(
        eq(messageEdits.channelId, channel.id),
        eq(messageEdits.messageExternalId, edit.messageExternalId),
        sql`${messageEdits.number} > ${number}`,
      ),
    )
    .limit(1);
  if (later) return;

  if (text === null) await dropAttachments(tx, message.id);
  await changeMessage(tx, message, text === null ? { deletedAt: edit.at } : { text, editedAt: edit.at });
}

async function reopenWindow(tx: Tx, conversationId: string, at: Date) {
  const [conversation] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), isNull(conversations.closedAt)))
    .for("no key update");
  if (conversation) await changeConversation(tx, conversation, openWindow(conversation, "reaction", at));
}

async function lockMessage(tx: Tx, channelId: string, externalId: string) {
  const [message] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.channelId, channelId), eq(messages.externalId, externalId)))
    .for("no key update");
  return message;
}
