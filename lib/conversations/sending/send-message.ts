import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/db/client";
import { contacts } from "@/db/schema/contacts";
import { attachments, messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { MOST_ATTACHMENTS } from "@/lib/uploads/upload-limits";
import { consentFor } from "../approval/consent";
import { changeConversation } from "../change-conversation";
import { type ConversationRow, findCounterparts, lockConversation } from "../lock-conversation";
import { presentMessages } from "../present-messages";
import { lockToAnswer } from "../publications/lock-answered";
import { reopenForReply } from "../reopen-conversation";
import type { Message } from "../shapes";
import { choosePlace } from "./choose-place";
import { type DraftPart, partsOf } from "./draft-parts";
import { enqueueDelivery } from "./enqueue-delivery";
import { refuseSecondPrivateReply } from "./refuse-second-private-reply";
import { refuseUnseenAnswer } from "./refuse-unseen-answer";
import { refuseUnsendable } from "./refuse-unsendable";
import { tellOfPrivateReply } from "./tell-of-private-reply";
import { waitingFor } from "./waiting-for";

export const draftSchema = z
  .object({
    /** Minted by the client, so that sending the same draft again is harmless. */
    id: z.uuid().default(() => crypto.randomUUID()),
    text: z
      .string()
      .transform((text) => text.replaceAll("\u0000", "").trim())
      .pipe(z.string().max(20_000))
      .default(""),
    attachmentIds: z
      .array(z.uuid())
      .max(MOST_ATTACHMENTS, `up to ${MOST_ATTACHMENTS} files go with a message`)
      .transform((ids) => [...new Set(ids)])
      .optional(),
    visibility: z
      .enum(["public", "private", "note"], { error: "must be public, private or note" })
      .default("private"),
    /** In public, and in a private reply, what it answers; else what it quotes. */
    replyToId: z.uuid().nullish(),
    /** In public: the first `@name` of the contact in the text means them, as the platform shows it. */
    mentionsContact: z.boolean().optional(),
    /** In public: the private reply of which it speaks, behind which it goes out. */
    goesAfterId: z.uuid().nullish(),
    quickReplies: z
      .array(z.object({ title: z.string().min(1).max(20), payload: z.string().max(1_000).optional() }))
      .max(13)
      .optional(),
    /** What its author had before their eyes, see `refuseUnseenAnswer`. */
    seenAnswerId: z.uuid().nullish(),
    evenSo: z.boolean().optional(),
  })
  .refine(({ text, attachmentIds }) => text || attachmentIds?.length, {
    path: ["text"],
    error: "write something first",
  });

type Draft = z.output<typeof draftSchema>;

/**
 * Takes an agent's reply or note: kept, shown and queued in one transaction; the platform is asked afterwards. With
 * files a reply in the thread becomes several messages: the first one is answered.
 *
 * @throws AppError `someone_answered`, `conflict`, `not_found`, `nothing_to_answer`; and what `refuseUnsendable` says.
 */
export async function sendMessage(agent: Agent, conversationId: string, draft: Draft): Promise<Message> {
  return db
    .transaction(async (tx) => {
      if (draft.visibility === "private" && draft.replyToId) await lockToAnswer(tx, draft.replyToId);
      const conversation = await lockConversation(tx, agent, conversationId);
      const parts = await store(tx, agent, conversation, draft);
      if (parts) await answer(tx, agent, conversation, draft, parts);

      const [message] = await presentMessages(tx, [draft.id]);
      return message!;
    })
    .catch(refuseSecondPrivateReply);
}

/** Null when it is stored already. */
async function store(tx: Tx, agent: Agent, conversation: ConversationRow, draft: Draft) {
  if (await isStored(tx, conversation, draft.id)) return null;
  await refuseUnseenAnswer(tx, agent, conversation, draft);
  const { channel } = await findCounterparts(tx, conversation);
  const chosen = await choosePlace(tx, conversation, draft);
  const parts = await partsOf(tx, agent, draft, channel.kind);
  refuseUnsendable(conversation, channel, chosen, contentOf(draft, parts));

  const details = await detailsOf(tx, conversation, draft);
  for (const [index, part] of parts.entries()) {
    await tx.insert(messages).values({
      id: part.id,
      conversationId: conversation.id,
      channelId: conversation.channelId,
      direction: "out",
      visibility: draft.visibility,
      authorKind: "agent",
      authorId: agent.id,
      kind: part.kind,
      text: part.text,
      // They vanish from the contact's screen with the next message, so the last one offers them.
      details: index === parts.length - 1 ? details : null,
      ...(index === 0 && chosen.row),
      ...consentFor(channel, draft),
      ...(index === 0 && (await behindPrivateReply(tx, conversation, draft))),
      status: draft.visibility === "note" ? "sent" : "queued",
      sentAt: clock.now(),
    });
    await attach(tx, part);
  }
  const { channelId } = conversation;
  await tellOfPrivateReply(tx, { channelId, privateReplyTo: chosen.row.privateReplyTo ?? null });
  return parts;
}

/** @throws AppError `not_found` for what would be waited for in vain. */
async function behindPrivateReply(tx: Tx, { id: conversationId }: ConversationRow, draft: Draft) {
  const { visibility, goesAfterId } = draft;
  if (!goesAfterId || visibility !== "public") return {};
  const [reply] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.id, goesAfterId), eq(messages.conversationId, conversationId)));
  if (!reply)
    throw new AppError("not_found", "The private reply that this speaks of is not in the conversation.");
  return waitingFor(reply.id);
}

function contentOf({ text, quickReplies, mentionsContact = false }: Draft, parts: DraftPart[]) {
  const files = parts.flatMap((part) => part.files);
  return { text, files, quickReplies: quickReplies?.length ?? 0, mentionsContact };
}

/** A mention is kept by the name under which it stands in the text. */
async function detailsOf(tx: Tx, conversation: ConversationRow, draft: Draft) {
  if (draft.quickReplies?.length) return { quickReplies: draft.quickReplies.map(withPayload) };
  if (!draft.mentionsContact) return null;

  const [contact] = await tx.select().from(contacts).where(eq(contacts.id, conversation.contactId));
  return draft.text.includes(`@${contact!.name}`) ? { mention: contact!.name } : null;
}

async function attach(tx: Tx, { id, files }: DraftPart) {
  for (const [position, file] of files.entries()) {
    await tx.update(attachments).set({ messageId: id, position }).where(eq(attachments.id, file.id));
  }
}

async function answer(tx: Tx, agent: Agent, before: ConversationRow, draft: Draft, parts: DraftPart[]) {
  const events = parts.map(({ id }) => ({
    type: "message.queued" as const,
    messageId: id,
    actorId: agent.id,
    conversationId: before.id,
    ...(draft.visibility !== "note" && !before.assigneeId && { details: { previousAssigneeId: null } }),
  }));
  if (draft.visibility === "note") return recordEvent(tx, ...events);

  const conversation = await reopenForReply(tx, agent, before);
  await changeConversation(tx, conversation, {
    lastMessageId: parts.at(-1)!.id,
    lastMessageAt: clock.now(),
    waitingSince: null,
    ...(draft.visibility === "public" ? { hasPublic: true } : { hasPrivate: true }),
    // Whoever answers what nobody has taken, takes it.
    assigneeId: conversation.assigneeId ?? agent.id,
    handling: "agent",
  });
  await enqueueDelivery(tx, before.id, draft);
  await recordEvent(tx, ...events);
}

async function isStored(tx: Tx, conversation: ConversationRow, messageId: string) {
  const [known] = await tx
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .where(eq(messages.id, messageId));
  if (known && known.conversationId !== conversation.id) {
    throw new AppError("conflict", "This message id is taken. Send it again with a new one.");
  }
  return known !== undefined;
}

function withPayload({ title, payload }: { title: string; payload?: string }) {
  return { title, payload: payload ?? title };
}
