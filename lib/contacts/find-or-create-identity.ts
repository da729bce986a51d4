import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { channels } from "@/db/schema/channels";
import { contactIdentities, contacts } from "@/db/schema/contacts";
import { enqueue } from "@/lib/jobs/enqueue";

export type IdentityRow = typeof contactIdentities.$inferSelect;

/** The person behind a platform's id, created with a stand-in name at first sight; the profile is fetched later. */
export async function findOrCreateIdentity(
  tx: Tx,
  channel: Pick<typeof channels.$inferSelect, "id" | "kind">,
  externalId: string,
): Promise<IdentityRow> {
  const known = await findIdentity(tx, channel.id, externalId);
  if (known) return known;

  const [contact] = await tx
    .insert(contacts)
    .values({ name: standInName(channel.kind, externalId) })
    .returning({ id: contacts.id });
  const [created] = await tx
    .insert(contactIdentities)
    .values({ contactId: contact!.id, channelId: channel.id, externalId })
    .onConflictDoNothing()
    .returning();
  if (!created) {
    await tx.delete(contacts).where(eq(contacts.id, contact!.id));
    return (await findIdentity(tx, channel.id, externalId))!;
  }

  await enqueue(tx, "fetch-profile", { identityId: created.id }, { key: `profile:${created.id}` });
  return created;
}

/** For people whose name the platform keeps to itself. */
export function standInName(kind: "facebook" | "x", externalId: string) {
  return `${kind === "facebook" ? "Facebook" : "X"} user ·${externalId.slice(-4)}`;
}

async function findIdentity(tx: Tx, channelId: string, externalId: string) {
  const [identity] = await tx
    .select()
    .from(contactIdentities)
    .where(and(eq(contactIdentities.channelId, channelId), eq(contactIdentities.externalId, externalId)));
  return identity;
}
