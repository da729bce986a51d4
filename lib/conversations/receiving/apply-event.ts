import type { InboundEvent } from "@/lib/channels/channel";
import type { Batch, Thread } from "./batch";
import { plausible } from "./plausible";
import { receiveEdit, receiveReaction } from "./receive-change";
import { receiveEcho } from "./receive-echo";
import { receiveMessage } from "./receive-message";
import { asUnsupportedMessage, receiveNotice } from "./receive-notice";
import { receivePublication } from "./receive-publication";
import { receiveReceipt } from "./receive-receipt";

/** Each event goes to its verb. Applying one twice leaves what once leaves. */
export function applyEvent(batch: Batch, thread: Thread, told: InboundEvent) {
  const event = plausible(told, batch.now);
  switch (event.type) {
    case "message":
      return receiveMessage(batch, thread, event);
    case "echo":
      return receiveEcho(batch, thread, event);
    case "publication":
      return receivePublication(batch, thread, event);
    case "delivered":
    case "read":
      return receiveReceipt(batch, thread, event);
    case "reaction":
      return receiveReaction(batch, thread, event);
    case "edit":
    case "deletion":
      return receiveEdit(batch, thread, event);
    case "referral":
    case "opt_in":
    case "account_linking":
    case "thread_control":
    case "feedback":
      return receiveNotice(batch, thread, event);
    case "unsupported":
      return receiveMessage(batch, thread, asUnsupportedMessage(event));
    default:
      return event satisfies never;
  }
}
