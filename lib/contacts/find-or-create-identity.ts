import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { insertion } from "@/db/rows-as-json";
import type { channels } from "@/db/schema/channels";
import { contactIdentities, contacts } from "@/db/schema/contacts";
import { enqueueAll } from "@/lib/jobs/enqueue";

export type IdentityRow = typeof contactIdentities.$inferSelect;

export interface Stranger {
  channel: Pick<typeof channels.$inferSelect, "id" | "kind">;
  externalId: string;
  /** As it stands beside what they said in public. */
  name?: string | null;
}

/** The person behind a platform's id, created with a stand-in name at first sight. */
export async function findOrCreateIdentity(
  tx: Tx,
  channel: Stranger["channel"],
  externalId: string,
): Promise<IdentityRow> {
  const known = await findIdentity(tx, channel.id, externalId);
  if (known) return known;

  await introduceContacts(tx, [{ channel, externalId }]);
  return (await findIdentity(tx, channel.id, externalId))!;
}

/**
 * Gives people whom a platform tells of for the first time a contact, with a stand-in name unless they have one; their profiles are fetched
 * later. Whoever was introduced by somebody else meanwhile stays as they are: read them afterwards.
 */
export async function introduceContacts(tx: Tx, strangers: Stranger[]) {
  if (strangers.length === 0) return;
  const met = strangers.map(({ channel, externalId, name }) => ({
    contact: { id: randomUUID(), name: name ?? standInName(channel.kind, externalId) },
    identity: { id: randomUUID(), channelId: channel.id, externalId },
  }));
  const identities = met.map(({ contact, identity }) => ({ ...identity, contactId: contact.id }));
  const { rows } = await tx.execute<{ id: string }>(sql`
    with introduced as (
      ${insertion(contactIdentities, identities)} on conflict do nothing returning id, contact_id),
    named as (
      ${insertion(
        contacts,
        met.map(({ contact }) => contact),
      )} where id in (select contact_id from introduced))
    select id from introduced`);
  await enqueueAll(
    tx,
    "fetch-profile",
    rows.map(({ id }) => ({ payload: { identityId: id }, key: `profile:${id}` })),
  );
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
