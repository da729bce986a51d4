import { subDays } from "date-fns";
import type { InboundEvent } from "@/lib/channels/channel";
import type { IdentityRow } from "@/lib/contacts/find-or-create-identity";
import type { MessageRow } from "../change-message";
import { settledStatus } from "../sending/settled-status";
import type { Batch, Thread } from "./batch";

type Receipt = Extract<InboundEvent, { type: "delivered" | "read" }>;

/** Only what is not confirmed yet can be open, and that is never far from the end of the thread. */
export const RECEIPTS_REACH_BACK_DAYS = 30;

/**
 * Everything sent at or before the moment was delivered / read. The moment is kept with the contact's identity, so
 * that a message which settles later still learns of it.
 */
export function receiveReceipt(batch: Batch, thread: Thread, receipt: Receipt) {
  const before = batch.identityOf(thread);
  const identity = moveWatermark(batch, before, receipt);
  if (identity === before && receipt.externalIds.length === 0) return;

  const names = new Set(receipt.externalIds);
  for (const message of batch.outgoingOf(thread)) {
    const isNamed = names.has(message.externalId ?? "");
    if (!isConfirmed(message, isNamed, receipt)) continue;
    const told = isNamed && !message.deliveredAt ? { ...message, deliveredAt: receipt.at } : message;
    batch.changeMessage(message, settledStatus(told, identity, message.sentAt));
  }
}

/** As it was when a later one came before. */
function moveWatermark(batch: Batch, identity: IdentityRow, { type, until }: Receipt) {
  const name = type === "read" ? "readUntil" : "deliveredUntil";
  const reached = identity[name];
  return reached && reached >= until ? identity : batch.identities.change(identity.id, { [name]: until });
}

/** Our clock may be ahead of the platform's, and a watermark may be missing: names leave no doubt. */
function isConfirmed(message: MessageRow, isNamed: boolean, { type, until, at }: Receipt) {
  const isOpen = message.status === "sent" || (type === "read" && message.status === "delivered");
  return (
    isOpen &&
    message.visibility === "private" &&
    (isNamed || message.sentAt <= until) &&
    message.sentAt > subDays(at, RECEIPTS_REACH_BACK_DAYS)
  );
}
