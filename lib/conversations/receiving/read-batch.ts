import { subDays } from "date-fns";
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { executePrepared } from "@/db/execute-prepared";
import { rowsFromJson } from "@/db/rows-as-json";
import { channels } from "@/db/schema/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messageEdits, messages, reactions } from "@/db/schema/conversations";
import { clock } from "@/lib/clock";
import type { ConversationRow } from "../lock-conversation";
import { Batch, type Thread } from "./batch";
import type { ChannelRow, Lane } from "./lane";
import { contactOf, type ExternalKey, type Mentions, mentionsIn } from "./mentions";

type Json = Record<string, unknown>[];

/** Whom events are about, in the platform's words. */
export interface Whom {
  kind: ChannelRow["kind"];
  channelExternalId: string;
  contactExternalId: string;
}

/**
 * Locks the conversations of some contacts before anything else of theirs, always in the same order (see
 * `lockThreads`), and reads them with their channels.
 */
export async function lockThreadsOf(tx: Tx, whom: Whom[]) {
  const [row] = await executePrepared<{ conversations: Json; channels: Json }>(
    tx,
    sql`
    with whom as (
      select * from unnest(
        ${sql.param(whom.map(({ kind }) => kind))}::channel_kind[],
        ${sql.param(whom.map(({ channelExternalId }) => channelExternalId))}::text[],
        ${sql.param(whom.map(({ contactExternalId }) => contactExternalId))}::text[]
      ) as whom (kind, channel, contact)),
    locked as materialized (
      select * from conversations where identity_id = any(array(
        select identity.id from whom
        join channels on channels.kind = whom.kind and channels.external_id = whom.channel
        cross join lateral (
          select id from contact_identities
          where channel_id = channels.id and external_id = whom.contact offset 0) as identity))
      order by id for no key update)
    select
      ${all(sql`locked`)} as conversations,
      ${all(sql`channels where (kind, external_id) in (select kind, channel from whom)`)} as channels`,
  );
  return {
    conversations: rowsFromJson(conversations, row!.conversations),
    channels: rowsFromJson(channels, row!.channels),
  };
}

export interface BatchRead {
  batch: Batch;
  threads: Map<string, Thread>;
  /** Lanes of which something is parked. */
  parked: Set<string>;
}

/** Reads everything that the events of some lanes may touch. Their conversations are locked and read already. */
export async function readBatch(tx: Tx, lanes: Lane[], locked: ConversationRow[]): Promise<BatchRead> {
  const now = clock.now();
  const found = await findMentioned(tx, lanes, mentionsIn(lanes), now);
  const batch = new Batch(now);
  for (const row of rowsFromJson(contactIdentities, found.identities)) batch.identities.read(row);
  for (const row of locked) batch.conversations.read(row);
  for (const row of rowsFromJson(messages, found.messages)) batch.readMessage(row);
  for (const row of rowsFromJson(messageEdits, found.edits)) batch.readEdit(row);
  for (const row of rowsFromJson(reactions, found.reactions)) batch.readReaction(row);

  return { batch, threads: threadsOf(lanes, batch, locked), parked: new Set(found.parked) };
}

interface Mentioned extends Record<string, unknown> {
  identities: Json;
  parked: string[];
  messages: Json;
  edits: Json;
  reactions: Json;
}

/** One round trip for all questions. Identities are locked: two who meet somebody at once open one conversation. */
async function findMentioned(tx: Tx, lanes: Lane[], mentions: Mentions, now: Date): Promise<Mentioned> {
  const found = [
    each(
      mentions.messages,
      sql`messages where channel_id = told.channel_id and external_id = told.external_id`,
    ),
    ...(mentions.ownMessages.length > 0 ? [messagesById(mentions.ownMessages)] : []),
    ...(mentions.receipts.length > 0 ? [unconfirmed(mentions.receipts, now)] : []),
    ...(mentions.answeredInPublic.length > 0 ? [underWay(mentions.answeredInPublic)] : []),
  ];
  const [row] = await executePrepared<Mentioned>(
    tx,
    sql`
    with
      identities as materialized (
        select * from contact_identities
        where id = any(array(select id from (${each(
          lanes.map(contactOf),
          sql`contact_identities where channel_id = told.channel_id and external_id = told.external_id`,
        )}) as known))
        order by id for no key update),
      mentioned as (${sql.join(found, sql` union all `)})
    select
      ${all(sql`identities`)} as identities, ${all(sql`mentioned`)} as messages,
      ${all(sql`(${each(mentions.messages, sql`message_edits where ${toldOf}`)}) as told_edits`)} as edits,
      ${all(sql`(${each(mentions.messages, sql`reactions where ${toldOf}`)}) as told_reactions`)} as reactions,
      array(select distinct lane from parked_events
        where lane = any(${sql.param(lanes.map(({ key }) => key))}::text[])) as parked`,
  );
  return row!;
}

function messagesById(ids: string[]) {
  return sql`select * from messages where id = any(${sql.param(ids)}::uuid[])`;
}

const toldOf = sql`channel_id = told.channel_id and message_external_id = told.external_id`;

/** Of these contacts, what was said to them and not read yet, as far as anybody knows. */
function unconfirmed(contacts: ExternalKey[], now: Date) {
  return sql`
    select open.* from identities
    join conversations on conversations.identity_id = identities.id
    cross join lateral (
      select * from messages
      where conversation_id = conversations.id and direction = 'out' and visibility <> 'note'
        and status in ('sent', 'delivered') and sent_at > ${subDays(now, UNCONFIRMED_DAYS).toISOString()}::timestamptz
      offset 0) as open
    where (identities.channel_id, identities.external_id) in (${pairs(contacts)})`;
}

/** Of these contacts, what goes out to them in public and has no name of the platform yet. */
function underWay(contacts: ExternalKey[]) {
  return sql`
    select open.* from identities
    join conversations on conversations.identity_id = identities.id
    cross join lateral (
      select * from messages
      where conversation_id = conversations.id and visibility = 'public' and direction = 'out'
        and external_id is null and status in ('sending', 'failed')
      offset 0) as open
    where (identities.channel_id, identities.external_id) in (${pairs(contacts)})`;
}

/** Receipts reach 30 days back from their own moment, which may be a while ago. */
const UNCONFIRMED_DAYS = 60;

function threadsOf(lanes: Lane[], batch: Batch, locked: ConversationRow[]) {
  const identities = new Map(
    batch.identities.all.map((row) => [`${row.channelId} ${row.externalId}`, row.id]),
  );
  const newestFirst = locked.toSorted((one, other) => other.openedAt.getTime() - one.openedAt.getTime());
  const conversationIds = new Map<string, string[]>();
  for (const { id, identityId } of newestFirst) {
    conversationIds.set(identityId, [...(conversationIds.get(identityId) ?? []), id]);
  }
  return new Map(
    lanes.map(({ key, channel, contactExternalId }): [string, Thread] => {
      const identityId = identities.get(`${channel.id} ${contactExternalId}`) ?? null;
      return [key, { channel, identityId, conversationIds: conversationIds.get(identityId ?? "") ?? [] }];
    }),
  );
}

function all(rows: SQL) {
  return sql`(select coalesce(json_agg(found), '[]') from (select * from ${rows}) as found)`;
}

/**
 * The rows that belong to each of some keys, called `told` in the condition. By the index, one key after the other, also
 * where PostgreSQL knows little of the table yet: the plan is kept while the table grows.
 */
function each(keys: ExternalKey[], rows: SQL) {
  return sql`
    select row_of.* from (${pairs(keys)}) as told (channel_id, external_id)
    cross join lateral (select * from ${rows} offset 0) as row_of`;
}

function pairs(rows: ExternalKey[]) {
  const channelIds = sql.param(rows.map(({ channelId }) => channelId));
  const externalIds = sql.param(rows.map(({ externalId }) => externalId));
  return sql`select * from unnest(${channelIds}::uuid[], ${externalIds}::text[])`;
}
