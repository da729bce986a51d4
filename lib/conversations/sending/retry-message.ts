import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { consentAnew } from "../approval/consent";
import { changeMessage, type MessageRow } from "../change-message";
import { changeOneMessage } from "../change-one-message";
import { reviewThread } from "../review-thread";
import type { Message } from "../shapes";
import { enqueueDelivery } from "./enqueue-delivery";
import { refuseSecondPrivateReply } from "./refuse-second-private-reply";
import { atRest } from "./settled-status";
import { tellOfPrivateReply } from "./tell-of-private-reply";
import { waitingFor } from "./waiting-for";

/**
 * Sends a failed message again under its own id; where nobody knows whether it arrived, the platform's history is asked
 * first. One that is not failed is left as it is.
 *
 * @throws AppError `not_found`; `private_reply_used` when another private reply has taken its place.
 */
export function retryMessage(agent: Agent, conversationId: string, messageId: string): Promise<Message> {
  return changeOneMessage(agent, conversationId, messageId, async (tx, message) => {
    if (message.status !== "failed") return;
    await changeMessage(tx, message, { ...atRest, ...anew(message), ...consentAnew(message) });
    await reviewThread(tx, conversationId);
    await tellOfPrivateReply(tx, message);
    await enqueueDelivery(tx, conversationId, message);
  }).catch(refuseSecondPrivateReply);
}

/** Not known means "sending": until history has answered, nothing may go out. */
function anew({ failureReason, goesAfterId }: MessageRow) {
  if (failureReason !== "outcome_unknown")
    return { status: "queued", ...(goesAfterId && waitingFor(goesAfterId)) } as const;

  const now = clock.now();
  return {
    status: "sending",
    waitingReason: "outcome_checked",
    waitingSince: now,
    uncertainSince: now,
    retryAt: now,
  } as const;
}
