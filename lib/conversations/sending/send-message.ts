import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/db/client";
import { attachments, messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { MOST_ATTACHMENTS } from "@/lib/uploads/upload-limits";
import { consentFor } from "../approval/consent";
import { changeConversation } from "../change-conversation";
import { type ConversationRow, findCounterparts, lockConversation } from "../lock-conversation";
import { messagingWindow } from "../messaging-window";
import { presentMessages } from "../present-messages";
import { reopenForReply } from "../reopen-conversation";
import type { Message } from "../shapes";
import { type DraftPart, partsOf } from "./draft-parts";
import { enqueueDelivery } from "./enqueue-delivery";
import { messagingPlan } from "./messaging-plan";
import { refuseUnseenAnswer } from "./refuse-unseen-answer";

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
    visibility: z.enum(["private", "note"], { error: "must be private or note" }).default("private"),
    replyToId: z.uuid().nullish(),
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
type ChannelRow = Awaited<ReturnType<typeof findCounterparts>>["channel"];

/**
 * Takes an agent's reply or note: kept, shown and queued in one transaction; the platform is asked afterwards. With
 * files a reply becomes several messages: the first one is answered.
 *
 * @throws AppError `window_closed`, `too_long`, `reconnect_needed`, `channel_inactive`, `someone_answered`, `conflict`,
 * `not_found`.
 */
export async function sendMessage(agent: Agent, conversationId: string, draft: Draft): Promise<Message> {
  return db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, agent, conversationId);
    const parts = await store(tx, agent, conversation, draft);
    if (parts) await answer(tx, agent, conversation, draft, parts);

    const [message] = await presentMessages(tx, [draft.id]);
    return message!;
  });
}

/** Null when it is stored already. */
async function store(tx: Tx, agent: Agent, conversation: ConversationRow, draft: Draft) {
  if (await isStored(tx, conversation, draft.id)) return null;
  await refuseUnseenAnswer(tx, agent, conversation, draft);
  const { channel } = await findCounterparts(tx, conversation);
  if (draft.visibility === "private") refuseUnsendable(conversation, channel, draft);

  const parts = await partsOf(tx, agent, draft, channel.kind);
  const answered = await quoted(tx, conversation.id, draft.replyToId);
  const offered = draft.quickReplies?.length ? { quickReplies: draft.quickReplies.map(withPayload) } : null;
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
      details: index === parts.length - 1 ? offered : null,
      ...(index === 0 && answered),
      ...consentFor(channel, draft),
      status: draft.visibility === "note" ? "sent" : "queued",
      sentAt: clock.now(),
    });
    await attach(tx, part);
  }
  return parts;
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
    ...(draft.visibility === "private" && !before.assigneeId && { details: { previousAssigneeId: null } }),
  }));
  if (draft.visibility === "note") return recordEvent(tx, ...events);

  const conversation = await reopenForReply(tx, agent, before);
  await changeConversation(tx, conversation, {
    lastMessageId: parts.at(-1)!.id,
    lastMessageAt: clock.now(),
    waitingSince: null,
    hasPrivate: true,
    // Whoever answers what nobody has taken, takes it.
    assigneeId: conversation.assigneeId ?? agent.id,
    handling: "agent",
  });
  await enqueueDelivery(tx, before.id);
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

function refuseUnsendable(conversation: ConversationRow, channel: ChannelRow, { text }: Draft) {
  if (!channel.active) {
    throw new AppError(
      "channel_inactive",
      `${channel.name} is switched off. An admin can switch it on in Settings.`,
    );
  }
  if (channel.disconnectedAt || channel.tokenState !== "valid") {
    throw new AppError(
      "reconnect_needed",
      `${channel.name} must be connected again before anybody can answer.`,
    );
  }
  if (text.length > channel.lengthLimit) {
    const details = { limit: channel.lengthLimit, length: text.length };
    const message = `This is ${text.length} characters long; ${channel.name} takes ${channel.lengthLimit}. Split it.`;
    throw new AppError("too_long", message, { details });
  }
  const now = clock.now();
  const window = messagingWindow(conversation, { now, humanAgent: channel.humanAgent });
  const asked = {
    window,
    author: "agent",
    visibility: "private",
    humanAgentApproved: channel.humanAgent,
  } as const;
  const plan = messagingPlan(asked, now);
  if (!plan.allowed) throw new AppError("window_closed", plan.message, { details: { reason: plan.reason } });
}

/** Of our own messages the platform may not have named one yet: then its name is looked up when this one goes out. */
async function quoted(tx: Tx, conversationId: string, messageId: string | null | undefined) {
  if (!messageId) return null;
  const [found] = await tx
    .select({ externalId: messages.externalId })
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)));
  if (!found) throw new AppError("not_found", "The message that this answers is not in the conversation.");
  return { replyToId: messageId, replyToExternalId: found.externalId };
}

function withPayload({ title, payload }: { title: string; payload?: string }) {
  return { title, payload: payload ?? title };
}
