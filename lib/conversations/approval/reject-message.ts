import { z } from "zod";
import type { Agent } from "@/lib/auth/agent";
import { changeMessage } from "../change-message";
import { reviewThread } from "../review-thread";
import { atRest } from "../sending/settled-status";
import type { Message } from "../shapes";
import { decide } from "./decide";

export const rejectionSchema = z.object({
  /** For its author, in the approver's words. */
  reason: z.string().trim().max(1_000).optional(),
});

type Rejection = z.output<typeof rejectionSchema>;

/**
 * A second person turns a public reply down: it stays in the thread as not sent, and nothing of it is lost. Sent again,
 * it asks anew.
 *
 * @throws AppError `second_person_needed`, `conflict`, `not_found`, see `decide`.
 */
export function rejectMessage(agent: Agent, messageId: string, { reason }: Rejection): Promise<Message> {
  return decide(agent, messageId, async (tx, message, decision) => {
    const end = { status: "failed", ...atRest, failureReason: "not_approved" } as const;
    const event = { type: "message.rejected", actorId: agent.id } as const;
    const rejected = { ...decision, ...end, approval: "rejected", failureDetail: reason || null } as const;
    await changeMessage(tx, message, rejected, event);
    await reviewThread(tx, message.conversationId);
  });
}
