import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { MessageRow } from "../change-message";
import type { ConversationRow } from "../lock-conversation";
import { readPublicTargets } from "../publications/public-parts";
import type { PrivateReply } from "../publications/shapes";
import { answeredPrivately } from "./answered-privately";
import type { ReplyPlace } from "./place-capabilities";

/** Where a draft goes, with what the row of its message tells of that. */
export interface ChosenPlace {
  place: ReplyPlace | "note";
  row: Partial<Pick<MessageRow, "replyToId" | "replyToExternalId" | "postExternalId" | "privateReplyTo">>;
  /** Of a private reply: whether the platform takes one. */
  privateReply: PrivateReply["state"] | null;
}

interface Draft {
  visibility: "public" | "private" | "note";
  replyToId?: string | null | undefined;
}

/**
 * In public what was chosen is answered, else what the contact said last; privately something public is answered once;
 * all else quotes.
 *
 * @throws AppError `not_found` when what it answers is not in the conversation; `nothing_to_answer` in public;
 * `private_reply_used`.
 */
export async function choosePlace(
  tx: Tx,
  conversation: ConversationRow,
  { visibility, replyToId }: Draft,
): Promise<ChosenPlace> {
  const quoted = replyToId ? await findQuoted(tx, conversation, replyToId) : null;
  if (visibility === "public") return beneath(quoted ?? (await findTarget(tx, conversation)));
  if (visibility === "private" && quoted?.visibility === "public") return toItsAuthor(tx, quoted);

  const row = quoted ? { replyToId: quoted.id, replyToExternalId: quoted.externalId } : {};
  return { place: visibility === "note" ? "note" : "thread", row, privateReply: null };
}

/** Of our own messages the platform may not have named one yet: then its name is looked up when this one goes out. */
async function findQuoted(tx: Tx, { id: conversationId }: ConversationRow, messageId: string) {
  const [found] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)));
  if (!found) throw new AppError("not_found", "The message that this answers is not in the conversation.");
  return found;
}

async function findTarget(tx: Tx, conversation: ConversationRow) {
  const targets = await readPublicTargets(tx, [conversation.id], clock.now());
  const target = targets.get(conversation.id);
  if (!target) {
    const words = "This person has said nothing in public that still stands, so there is nothing to answer.";
    throw new AppError("nothing_to_answer", `${words} Write privately, or a note.`);
  }
  return findQuoted(tx, conversation, target.messageId);
}

function beneath({ id, visibility, externalId, postExternalId, deletedAt }: MessageRow): ChosenPlace {
  if (visibility !== "public") {
    throw new AppError(
      "nothing_to_answer",
      "What this answers is not public. Choose a comment, or answer privately.",
    );
  }
  if (!externalId || !postExternalId || deletedAt) {
    const words = "What this answers was removed, or is not there yet, so it can't be answered in public.";
    throw new AppError("nothing_to_answer", `${words} Choose another comment, or write privately.`);
  }
  const row = { replyToId: id, replyToExternalId: externalId, postExternalId };
  return { place: "public_comment", row, privateReply: null };
}

async function toItsAuthor(tx: Tx, quoted: MessageRow): Promise<ChosenPlace> {
  const { id, channelId, externalId } = quoted;
  const row = { replyToId: id, replyToExternalId: externalId, privateReplyTo: externalId };
  if (!externalId) return { place: "private_reply", row, privateReply: "impossible" };

  const others = await findOthers(tx, channelId, externalId);
  if (others.some(({ failureReason }) => failureReason === "outcome_unknown")) {
    const words = "We could not find out whether an earlier private reply to this arrived.";
    throw new AppError(
      "private_reply_used",
      `${words} Send that one again: we look before anything goes out.`,
    );
  }
  const isUsed = others.some(({ status }) => status !== "failed");
  const answered = await answeredPrivately(tx, { channelId, privateReplyTo: externalId }, clock.now());
  return { place: "private_reply", row, privateReply: isUsed ? "used" : answered!.state };
}

function findOthers(tx: Tx, channelId: string, privateReplyTo: string) {
  return tx
    .select({ status: messages.status, failureReason: messages.failureReason })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), eq(messages.privateReplyTo, privateReplyTo)));
}
