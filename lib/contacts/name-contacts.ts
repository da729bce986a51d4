import { inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { touchConversations } from "./fetch-profile";
import { type IdentityRow, standInName } from "./find-or-create-identity";

type Named = Pick<IdentityRow, "channelId" | "contactId" | "externalId"> & { name: string };

/**
 * Gives contacts the name that stands beside what they said in public, unless they have one of their own: the platform
 * may have kept it to itself so far, and may do so for ever.
 */
export async function nameContacts(tx: Tx, named: Named[]) {
  if (named.length === 0) return;
  const kinds = await tx
    .select({ id: channels.id, kind: channels.kind })
    .from(channels)
    .where(inArray(channels.id, [...new Set(named.map(({ channelId }) => channelId))]));
  const kindOf = new Map(kinds.map(({ id, kind }) => [id, kind]));
  const given = named.map(({ channelId, contactId: id, externalId, name }) => ({
    id,
    name,
    standIn: standInName(kindOf.get(channelId)!, externalId),
  }));
  const { rows } = await tx.execute<{ id: string }>(sql`
    update contacts set name = given.name, revision = revision + 1
    from json_to_recordset(${JSON.stringify(given)}::json) as given (id uuid, name text, "standIn" text)
    where contacts.id = given.id and contacts.name = given."standIn"
    returning contacts.id`);
  for (const { id } of rows) await touchConversations(tx, id);
}
