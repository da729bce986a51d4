import type { Tx } from "@/db/client";
import type { InboundEvent } from "@/lib/channels/channel";
import type { ChannelRow } from "./find-or-open-conversation";
import { receiveEdit, receiveReaction } from "./receive-change";
import { receiveEcho } from "./receive-echo";
import { receiveMessage } from "./receive-message";
import { asUnsupportedMessage, receiveNotice } from "./receive-notice";
import { receiveReceipt } from "./receive-receipt";

/** Each event goes to its verb. Applying one twice leaves what once leaves. */
export async function applyInboundEvent(tx: Tx, channel: ChannelRow, event: InboundEvent): Promise<void> {
  switch (event.type) {
    case "message":
      return receiveMessage(tx, channel, event);
    case "echo":
      return receiveEcho(tx, channel, event);
    case "delivered":
    case "read":
      return receiveReceipt(tx, channel, event);
    case "reaction":
      return receiveReaction(tx, channel, event);
    case "edit":
    case "deletion":
      return receiveEdit(tx, channel, event);
    case "referral":
    case "opt_in":
    case "account_linking":
    case "thread_control":
    case "feedback":
      return receiveNotice(tx, channel, event);
    case "unsupported":
      return receiveMessage(tx, channel, asUnsupportedMessage(event));
    default:
      return event satisfies never;
  }
}
