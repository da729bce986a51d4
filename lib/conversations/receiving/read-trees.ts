import { asc, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { insertion } from "@/db/rows-as-json";
import { publications } from "@/db/schema/publications";
import type { PublicEvent } from "@/lib/channels/channel";
import { unknown } from "../publications/tell";
import { Tree } from "../publications/tree";
import type { ChannelRow } from "./lane";
import type { ExternalKey } from "./mentions";

/** Something told in public, on a channel that is known. */
export interface Told {
  channel: ChannelRow;
  deliveryId: number | null;
  event: PublicEvent;
}

type Place = ReturnType<typeof unknown>;

/**
 * Locks and reads what some events may touch: what they name, all that was said in the same exchanges, and, where they
 * tell of a whole post, all that is below it. What is not known yet gets its row first, so that those who tell of it at
 * once wait for one another; and so do all who tell of one post, for each may decide what the other's words mean.
 */
export async function readTrees(tx: Tx, told: Told[]): Promise<Map<string, Tree>> {
  const named = told.flatMap(placesOf);
  await makeKnown(tx, named);
  await lockPosts(tx, named);
  const rows = await readBranches(tx, named, told.filter(tellsOfAll).map(keyOf));
  const channels = new Map(told.map(({ channel }) => [channel.id, channel]));
  return new Map(
    [...channels.values()].map(({ id, externalId }) => [
      id,
      new Tree(
        id,
        externalId,
        rows.filter(({ channelId }) => channelId === id),
      ),
    ]),
  );
}

/** Itself, its post, and what it answers. */
function placesOf({ channel: { id }, event: { externalId, said } }: Told): Place[] {
  const { kind = "comment", postExternalId = externalId, parentExternalId } = said;
  const own = unknown(id, externalId, { kind, postExternalId });
  const post = unknown(id, postExternalId, { kind: "post", postExternalId });
  const isBelow = parentExternalId && parentExternalId !== postExternalId;
  return [
    own,
    ...(postExternalId === externalId ? [] : [post]),
    ...(isBelow ? [unknown(id, parentExternalId, { kind: "comment", postExternalId })] : []),
  ];
}

async function makeKnown(tx: Tx, named: Place[]) {
  const each = new Map(named.map((place) => [`${place.channelId} ${place.externalId}`, place]));
  const known = await tx
    .select({ channelId: publications.channelId, externalId: publications.externalId })
    .from(publications)
    .where(oneOf([...each.values()]));
  for (const { channelId, externalId } of known) each.delete(`${channelId} ${externalId}`);
  const missing = [...each].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place);
  if (missing.length > 0) await insertMissing(tx, missing);
}

async function insertMissing(tx: Tx, missing: Place[]) {
  await tx.execute(sql`${insertion(publications, missing)} on conflict (channel_id, external_id) do nothing`);
}

async function lockPosts(tx: Tx, named: Place[]) {
  await tx
    .select({ id: publications.id })
    .from(publications)
    .where(oneOf(named.map(({ channelId, postExternalId: externalId }) => ({ channelId, externalId }))))
    .orderBy(asc(publications.id))
    .for("no key update");
}

/** After the lock: what the others have told is seen. */
async function readBranches(tx: Tx, named: Place[], whole: ExternalKey[]) {
  const step = (from: string, condition: string) => sql`
    select next.id, next.channel_id, next.external_id, next.parent_external_id, next.kind
    from ${sql.raw(from)} as here cross join lateral (
      select * from publications where channel_id = here.channel_id and ${sql.raw(condition)} offset 0) as next`;
  return tx
    .select()
    .from(publications)
    .where(
      sql`${publications.id} in (
        with recursive
          named as (${pairs(named)}),
          whole as (${pairs(whole)}),
          up as (
            ${step("named", "external_id = here.external_id")}
            union ${step("up", "external_id = here.parent_external_id")}),
          down as (
            select * from up where kind = 'comment'
            union ${step("down", "parent_external_id = here.external_id")})
        select id from up union select id from down
        union select id from (${step("whole", "post_external_id = here.external_id")}) as below)`,
    )
    .orderBy(asc(publications.id))
    .for("no key update");
}

/** Who wrote it, and that it is gone, changes what is below it. */
function tellsOfAll({ channel, event }: Told) {
  const { type, said, externalId } = event;
  if (said.kind === "comment" || externalId !== (said.postExternalId ?? externalId)) return false;
  return type === "removed" || (type === "said" && said.authorExternalId !== channel.externalId);
}

function keyOf({ channel, event: { externalId } }: Told): ExternalKey {
  return { channelId: channel.id, externalId };
}

function oneOf(keys: ExternalKey[]) {
  return sql`(${publications.channelId}, ${publications.externalId}) in (${pairs(keys)})`;
}

function pairs(keys: ExternalKey[]) {
  const channelIds = sql.param(keys.map(({ channelId }) => channelId));
  const externalIds = sql.param(keys.map(({ externalId }) => externalId));
  return sql`select * from unnest(${channelIds}::uuid[], ${externalIds}::text[]) as named (channel_id, external_id)`;
}
