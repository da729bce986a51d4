import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { changeConversation } from "./change-conversation";
import { enqueueDelivery } from "./enqueue-delivery";
import { type ConversationRow, findCounterparts, lockConversation } from "./lock-conversation";
import { messagingPlan } from "./messaging-plan";
import { messagingWindow } from "./messaging-window";
import { presentMessages } from "./present-messages";
import { reopenForReply } from "./reopen-conversation";
import type { Message } from "./shapes";

export const draftSchema = z.object({
  /** Minted by the client, so that sending the same draft again is harmless. */
  id: z.uuid().default(() => crypto.randomUUID()),
  text: z
    .string()
    .transform((text) => text.replaceAll("\u0000", "").trim())
    .pipe(z.string().min(1, "write something first").max(20_000)),
  attachmentIds: z.array(z.uuid()).max(0, "attachments cannot be sent yet").optional(),
  visibility: z.enum(["private", "note"], { error: "must be private or note" }).default("private"),
  replyToId: z.uuid().nullish(),
  quickReplies: z
    .array(z.object({ title: z.string().min(1).max(20), payload: z.string().max(1_000).optional() }))
    .max(13)
    .optional(),
});

type Draft = z.output<typeof draftSchema>;

/**
 * Takes an agent's reply or note: kept, shown and queued in one transaction; the platform is asked afterwards.
 *
 * @throws AppError `window_closed`, `too_long`, `reconnect_needed`, `channel_inactive`, `conflict`, `not_found`.
 */
export async function sendMessage(agent: Agent, conversationId: string, draft: Draft): Promise<Message> {
  return db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, agent, conversationId);
    const isNew = await store(tx, agent, conversation, draft);
    if (isNew) await answer(tx, agent, conversation, draft);

    const [message] = await presentMessages(tx, [draft.id]);
    return message!;
  });
}

async function store(tx: Tx, agent: Agent, conversation: ConversationRow, draft: Draft) {
  if (await isStored(tx, conversation, draft.id)) return false;
  if (draft.visibility === "private") await refuseUnsendable(tx, conversation, draft);

  await tx.insert(messages).values({
    id: draft.id,
    conversationId: conversation.id,
    channelId: conversation.channelId,
    direction: "out",
    visibility: draft.visibility,
    authorKind: "agent",
    authorId: agent.id,
    kind: "text",
    text: draft.text,
    details: draft.quickReplies?.length ? { quickReplies: draft.quickReplies.map(withPayload) } : null,
    replyToExternalId: await quotedExternalId(tx, conversation.id, draft.replyToId),
    status: draft.visibility === "note" ? "sent" : "queued",
    sentAt: clock.now(),
  });
  return true;
}

async function answer(tx: Tx, agent: Agent, before: ConversationRow, draft: Draft) {
  const event = { type: "message.queued", messageId: draft.id, actorId: agent.id } as const;
  if (draft.visibility === "note") {
    await recordEvent(tx, { ...event, conversationId: before.id });
    return;
  }
  const conversation = await reopenForReply(tx, agent, before);
  await changeConversation(tx, conversation, {
    lastMessageId: draft.id,
    lastMessageAt: clock.now(),
    waitingSince: null,
    hasPrivate: true,
    // Whoever answers what nobody has taken, takes it.
    assigneeId: conversation.assigneeId ?? agent.id,
    handling: "agent",
  });
  await enqueueDelivery(tx, before.id);
  await recordEvent(tx, {
    ...event,
    conversationId: before.id,
    ...(!before.assigneeId && { details: { previousAssigneeId: null } }),
  });
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

async function refuseUnsendable(tx: Tx, conversation: ConversationRow, { text }: Draft) {
  const { channel } = await findCounterparts(tx, conversation);
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

async function quotedExternalId(tx: Tx, conversationId: string, messageId: string | null | undefined) {
  if (!messageId) return null;
  const [quoted] = await tx
    .select({ externalId: messages.externalId })
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)));
  if (!quoted) throw new AppError("not_found", "The message that this answers is not in the conversation.");
  return quoted.externalId;
}

function withPayload({ title, payload }: { title: string; payload?: string }) {
  return { title, payload: payload ?? title };
}
