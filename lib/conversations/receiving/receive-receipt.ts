import { subDays } from "date-fns";
import { and, eq, gt, inArray, isNull, lt, lte, ne, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import type { InboundEvent } from "@/lib/channels/channel";
import { findOrCreateIdentity } from "@/lib/contacts/find-or-create-identity";
import { changeMessage } from "../change-message";
import { settledStatus } from "../settled-status";
import type { ChannelRow } from "./find-or-open-conversation";

type Receipt = Extract<InboundEvent, { type: "delivered" | "read" }>;

/**
 * Everything sent at or before the moment was delivered / read. The moment is kept with the contact's identity, so
 * that a message which settles later still learns of it.
 */
export async function receiveReceipt(tx: Tx, channel: ChannelRow, receipt: Receipt) {
  const identity = await findOrCreateIdentity(tx, channel, receipt.contactExternalId);
  const moved = await moveWatermark(tx, identity.id, receipt);
  if (!moved && receipt.externalIds.length === 0) return;

  for (const message of await lockConfirmed(tx, identity.id, receipt)) {
    const isNamed = receipt.externalIds.includes(message.externalId ?? "");
    const told = isNamed && !message.deliveredAt ? { ...message, deliveredAt: receipt.at } : message;
    await changeMessage(tx, message, settledStatus(told, moved ?? identity, message.sentAt));
  }
}

/** Nothing when a later one came before. */
async function moveWatermark(tx: Tx, identityId: string, { type, until }: Receipt) {
  const name = type === "read" ? "readUntil" : "deliveredUntil";
  const column = contactIdentities[name];
  const isLater = or(isNull(column), lt(column, until));
  const [moved] = await tx
    .update(contactIdentities)
    .set({ [name]: until })
    .where(and(eq(contactIdentities.id, identityId), isLater))
    .returning();
  return moved;
}

async function lockConfirmed(tx: Tx, identityId: string, { type, until, at, externalIds }: Receipt) {
  const open = type === "read" ? (["sent", "delivered"] as const) : (["sent"] as const);
  // Our clock may be ahead of the platform's, and a watermark may be missing: names leave no doubt.
  const named = sql`${messages.externalId} = any(${sql.param(externalIds)})`;
  const confirmed = await tx
    .select({ message: messages })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(conversations.identityId, identityId),
        eq(messages.direction, "out"),
        ne(messages.visibility, "note"),
        inArray(messages.status, open),
        or(named, lte(messages.sentAt, until)),
        // Only what is not confirmed yet can be open, and that is never far from the end of the thread.
        gt(messages.sentAt, subDays(at, 30)),
      ),
    )
    .for("no key update", { of: messages });
  return confirmed.map(({ message }) => message);
}
