import { and, eq, gt, inArray, lte, or, sql } from "drizzle-orm";
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
  const column = receipt.type === "read" ? contactIdentities.readUntil : contactIdentities.deliveredUntil;
  const [moved] = await tx
    .update(contactIdentities)
    .set({ [receipt.type === "read" ? "readUntil" : "deliveredUntil"]: receipt.until })
    .where(
      and(
        eq(contactIdentities.id, identity.id),
        or(sql`${column} is null`, sql`${column} < ${receipt.until.toISOString()}`),
      ),
    )
    .returning();
  if (!moved && receipt.externalIds.length === 0) return;

  const open = receipt.type === "read" ? (["sent", "delivered"] as const) : (["sent"] as const);
  // Our clock may be ahead of the platform's, and a watermark may be missing: names leave no doubt.
  const named = sql`${messages.externalId} = any(${sql.param(receipt.externalIds)})`;
  const confirmed = await tx
    .select({ message: messages })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(conversations.identityId, identity.id),
        eq(messages.direction, "out"),
        inArray(messages.status, open),
        or(named, lte(messages.sentAt, receipt.until)),
        // Only what is not confirmed yet can be open, and that is never far from the end of the thread.
        gt(messages.sentAt, sql`${receipt.at.toISOString()}::timestamptz - interval '30 days'`),
      ),
    )
    .for("no key update", { of: messages });
  for (const { message } of confirmed) {
    const isNamed = receipt.externalIds.includes(message.externalId ?? "");
    const told = isNamed && !message.deliveredAt ? { ...message, deliveredAt: receipt.at } : message;
    await changeMessage(tx, message, settledStatus(told, moved ?? identity, message.sentAt));
  }
}
