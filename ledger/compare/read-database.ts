import type pg from "pg";
import type { Person } from "../stage/world";
import type { StoredAnswer } from "./compare-answers";
import type { Badge } from "./compare-badges";
import type { StoredMessage } from "./compare-thread";

/** What is stored of one thread over all of its conversations, in order; without what is public, notes, lines of our own, and failures. */
export async function readStoredThread(client: pg.Client, { psid, page }: Person): Promise<StoredMessage[]> {
  const { rows } = await client.query<Omit<StoredMessage, "sentAt"> & { sentAt: Date }>(
    `select m.id, m.external_id as mid, m.direction, m.text, m.sent_at as "sentAt", m.status,
       case when r.removed then null else r.emoji end as reaction
     from channels
     join contact_identities i on i.channel_id = channels.id and i.external_id = $2
     join conversations c on c.identity_id = i.id
     join messages m on m.conversation_id = c.id
     left join reactions r on r.channel_id = channels.id and r.message_external_id = m.external_id and r.by = 'contact'
     where channels.external_id = $1 and m.visibility = 'private' and m.kind <> 'system' and m.status <> 'failed'
     order by m.sent_at, m.sequence`,
    [page.id, psid],
  );
  return rows.map(({ sentAt, ...row }) => ({ ...row, sentAt: sentAt.toISOString() }));
}

/** Everything that agents wrote, by id. */
export async function readStoredAnswers(client: pg.Client): Promise<Map<string, StoredAnswer>> {
  const { rows } = await client.query<StoredAnswer>(
    `select id, status, failure_reason as "failureReason", deleted_at is not null as removed
     from messages where author_kind = 'agent'`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The badges as they are kept, and as they follow from the conversations. */
export async function readBadges(client: pg.Client): Promise<{ kept: Badge[]; counted: Badge[] }> {
  const kept = await client.query<Badge>(
    `select view, sum(open)::int as open, sum(unread)::int as unread from inbox_counters group by view`,
  );
  const counted = await client.query<Badge>(
    `with open as (select assignee_id, unread_count from conversations where status = 'open')
     select 'all' as view, count(*)::int as open, count(*) filter (where unread_count > 0)::int as unread from open
     union all
     select coalesce(assignee_id::text, 'unassigned'), count(*)::int,
       count(*) filter (where unread_count > 0)::int from open group by assignee_id`,
  );
  return { kept: kept.rows, counted: counted.rows };
}

/** What may be left over nowhere. */
export interface Leftovers {
  /** Kept and not opened. */
  unopened: number;
  /** Could not be opened. */
  unreadable: number;
  parked: number;
  setAside: number;
  /** Queued or being sent. */
  outgoing: number;
  /** Due or under way, else given up, by name. */
  jobs: { name: string; isBusy: boolean; count: number; error: string | null }[];
  signaturesRefused: number;
}

export async function readLeftovers(client: pg.Client): Promise<Leftovers> {
  const { rows } = await client.query<Record<Exclude<keyof Leftovers, "jobs">, string>>(
    `select
       (select count(*) from deliveries where opened_at is null) as unopened,
       (select count(*) from deliveries where problem is not null) as unreadable,
       (select count(*) from parked_events) as parked,
       (select count(*) from set_aside_elements) as "setAside",
       (select count(*) from messages where status in ('queued', 'sending')) as outgoing,
       (select coalesce(sum(count), 0) from tallies where name = 'facebook.signature_refused') as "signaturesRefused"`,
  );
  const jobs = await client.query<Leftovers["jobs"][number]>(
    `select task_identifier as name, attempts < max_attempts as "isBusy", count(*)::int as count, max(last_error) as error
     from graphile_worker.jobs
     where (attempts < max_attempts and (run_at <= now() or locked_at is not null))
       -- The queue takes the key from a job that was replaced while its worker was dead; what it was to do is done by the other.
       or (attempts >= max_attempts and key is not null)
     group by task_identifier, attempts < max_attempts`,
  );
  const numbers = Object.fromEntries(Object.entries(rows[0]!).map(([name, count]) => [name, Number(count)]));
  return { ...(numbers as unknown as Omit<Leftovers, "jobs">), jobs: jobs.rows };
}
