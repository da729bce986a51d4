import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { attachments, conversations } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { changeConversation } from "../change-conversation";
import { changeMessage, type MessageRow } from "../change-message";
import { enqueueDelivery } from "../sending/enqueue-delivery";
import { refusalAt } from "../sending/place-capabilities";
import type { Message } from "../shapes";
import { decide } from "./decide";

export const approvalSchema = z.object({
  /** What goes out in place of what was written. Without it the reply goes as it is. */
  text: z.string().trim().max(20_000).optional(),
});

type Approval = z.output<typeof approvalSchema>;

/**
 * A second person lets a public reply go out, as it was written or as they have changed it.
 *
 * @throws AppError `second_person_needed`, `conflict`, `not_found`, see `decide`; `too_long`; `invalid` when nothing
 * would be left of it.
 */
export function approveMessage(agent: Agent, messageId: string, { text }: Approval): Promise<Message> {
  return decide(agent, messageId, async (tx, message, decision) => {
    const changed = await changedText(tx, message, text);
    const event = { type: "message.approved", actorId: agent.id } as const;
    await changeMessage(tx, message, { ...decision, ...changed, approval: "approved" }, event);
    await raiseRevision(tx, message);
    await enqueueDelivery(tx, message.conversationId, message);
  });
}

/** What its author wrote is kept beside what goes out: `details.writtenText`. */
async function changedText(tx: Tx, message: MessageRow, text: string | undefined) {
  if (text === undefined || text === (message.text ?? "")) return {};
  if (!text && !(await hasFile(tx, message))) throw new AppError("invalid", "text: write something first");
  const [channel] = await tx.select().from(channels).where(eq(channels.id, message.channelId));
  const content = { text, files: [], quickReplies: 0, mentionsContact: false };
  const refusal = refusalAt("public_comment", channel!, content);
  if (refusal) throw new AppError(refusal.code, refusal.message, { details: refusal.details });

  return { text: text || null, details: { ...message.details, writtenText: message.text } };
}

async function hasFile(tx: Tx, { id }: MessageRow) {
  const [file] = await tx.select().from(attachments).where(eq(attachments.messageId, id)).limit(1);
  return file !== undefined;
}

/** Lists show whether somebody is waited for. */
async function raiseRevision(tx: Tx, { conversationId }: MessageRow) {
  const [conversation] = await tx.select().from(conversations).where(eq(conversations.id, conversationId));
  await changeConversation(tx, conversation!, {});
}
