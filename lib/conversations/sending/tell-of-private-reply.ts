import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import { changeMessage, type MessageRow } from "../change-message";
import { tellOfPublications } from "../publications/tell-of-publications";

/**
 * With a private reply that is queued, or has failed, whether what it answers can be answered privately has changed:
 * whoever shows that is told.
 */
export async function tellOfPrivateReply(
  tx: Tx,
  { channelId, privateReplyTo }: Pick<MessageRow, "channelId" | "privateReplyTo">,
) {
  if (!privateReplyTo) return;
  const [answered] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.channelId, channelId), eq(messages.externalId, privateReplyTo)))
    .for("no key update");
  if (answered) await changeMessage(tx, answered, {});
  const told = await tx
    .update(publications)
    .set({ revision: sql`${publications.revision} + 1` })
    .where(and(eq(publications.channelId, channelId), eq(publications.externalId, privateReplyTo)))
    .returning({ id: publications.id });
  await tellOfPublications(
    tx,
    told.map(({ id }) => id),
  );
}
