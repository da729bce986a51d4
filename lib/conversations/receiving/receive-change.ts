import type { InboundEvent } from "@/lib/channels/channel";
import type { MessageRow } from "../change-message";
import { openWindow } from "../messaging-window";
import type { Batch, Thread } from "./batch";
import { lastEdit } from "./new-message";

type Reaction = Extract<InboundEvent, { type: "reaction" }>;
type Edit = Extract<InboundEvent, { type: "edit" | "deletion" }>;

/** Deletions have no number of their own: nothing comes after one. */
const LAST_EDIT = 1_000_000;

/** The newest reaction of each side stands, in whatever order they arrive, also before their message. */
export function receiveReaction(batch: Batch, thread: Thread, reaction: Reaction) {
  const { messageExternalId, by, emoji, removed, at } = reaction;
  const known = batch.findReaction(thread, messageExternalId, by);
  if (known && known.reactedAt >= at) return;

  batch.setReaction({
    channelId: thread.channel.id,
    messageExternalId,
    by,
    emoji,
    removed,
    reactedAt: at,
  });
  const message = findOwnMessage(batch, thread, messageExternalId);
  if (message) batch.changeMessage(message, {});
  const open = batch.openConversationOf(thread);
  if (open && by === "contact" && !removed && !reaction.isPublic) {
    batch.changeConversation(open, openWindow(open, "reaction", at));
    if (!message) batch.events.push({ type: "conversation.changed", conversationId: open.id });
  }
}

/** The edit with the highest number stands; one that overtook its message waits for it. */
export function receiveEdit(batch: Batch, thread: Thread, edit: Edit) {
  const { messageExternalId, at } = edit;
  const number = edit.type === "deletion" ? LAST_EDIT : edit.number;
  const text = edit.type === "deletion" ? null : edit.text;
  const known = batch.editsOf(thread, messageExternalId);
  if (known.some((other) => other.number === number)) return;

  batch.addEdit({ channelId: thread.channel.id, messageExternalId, number, text, editedAt: at });
  const message = findOwnMessage(batch, thread, messageExternalId);
  if (!message || known.some((other) => other.number > number)) return;

  const changed = batch.changeMessage(message, lastEdit(batch.editsOf(thread, messageExternalId)) ?? {});
  if (changed.deletedAt) batch.withdrawn.add(message.id);
}

function findOwnMessage(batch: Batch, thread: Thread, externalId: string): MessageRow | undefined {
  const message = batch.findMessage(thread, externalId);
  return message && batch.isOf(thread, message) ? message : undefined;
}
