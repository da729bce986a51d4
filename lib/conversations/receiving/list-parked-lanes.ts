import { sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";

export const parkedLanesPageSchema = z.object({
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** What one contact did on one channel and could not be applied: it waits in order behind its first event. */
export const parkedLaneSchema = z.object({
  /** For `retryParkedLane` and `setFirstEventAside`. */
  lane: z.string(),
  channel: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  contact: z.object({ externalId: z.string(), id: z.uuid().nullable(), name: z.string().nullable() }),
  /** How many events wait. */
  events: z.number(),
  /** The one that fails, as the platform sent it. */
  first: z.object({ type: z.string(), at: z.iso.datetime().nullable(), element: z.unknown() }),
  problem: z.string().nullable(),
  /** How often the lane was tried again. */
  attempts: z.number(),
  parkedAt: z.iso.datetime(),
  /** Null when nobody will try again by themselves. */
  nextTryAt: z.iso.datetime().nullable(),
});

export type ParkedLane = z.infer<typeof parkedLaneSchema>;

/** The longest waiting first. Admins only: the raw form may name people whose conversations others may not see. */
export async function listParkedLanes(agent: Agent, page: z.input<typeof parkedLanesPageSchema> = {}) {
  requireRole(agent, "admin");
  const { cursor = 0, limit } = parkedLanesPageSchema.parse(page);
  const { rows } = await db.execute<ParkedLaneRow>(sql`
    with lanes as (
      select lane, min(id) as first_id, count(*) as events from parked_events
      group by lane having min(id) > ${cursor} order by 2 limit ${limit + 1})
    select
      lanes.first_id, lanes.lane, lanes.events, first.event, first.problem, first.attempts, first.parked_at,
      channels.id as channel_id, channels.name as channel_name,
      contacts.id as contact_id, contacts.name as contact_name, jobs.run_at
    from lanes
    join parked_events as first on first.id = lanes.first_id
    left join channels on channels.id = first.channel_id
    left join contact_identities as identity
      on identity.channel_id = first.channel_id and identity.external_id = first.event ->> 'contactExternalId'
    left join contacts on contacts.id = identity.contact_id
    left join graphile_worker.jobs on jobs.key = 'lane:' || lanes.lane and jobs.attempts < jobs.max_attempts
    order by lanes.first_id`);
  const shown = rows.slice(0, limit);

  return {
    lanes: shown.map(present),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.first_id) : null,
  };
}

interface ParkedLaneRow extends Record<string, unknown> {
  first_id: string;
  lane: string;
  events: string;
  event: { type: string; at?: string; contactExternalId: string; raw?: unknown };
  problem: string | null;
  attempts: number;
  parked_at: string;
  channel_id: string | null;
  channel_name: string | null;
  contact_id: string | null;
  contact_name: string | null;
  run_at: string | null;
}

function present(row: ParkedLaneRow): ParkedLane {
  const { event } = row;
  return {
    lane: row.lane,
    channel: row.channel_id ? { id: row.channel_id, name: row.channel_name ?? "" } : null,
    contact: { externalId: event.contactExternalId, id: row.contact_id, name: row.contact_name },
    events: Number(row.events),
    first: { type: event.type, at: moment(event.at), element: event.raw ?? null },
    problem: row.problem,
    attempts: row.attempts,
    parkedAt: new Date(row.parked_at).toISOString(),
    nextTryAt: moment(row.run_at),
  };
}

function moment(told: string | null | undefined) {
  return told ? new Date(told).toISOString() : null;
}
