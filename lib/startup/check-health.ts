import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { clock } from "@/lib/clock";
import { log } from "@/lib/log";

type Count = number | null;

export interface Health {
  status: "ok" | "unavailable";
  parts: {
    database: { status: "ok" | "unavailable" };
    /** Deliveries that are kept and not yet opened, and for how long the oldest has waited: the lag. */
    deliveries: { waiting: Count; oldestInSeconds: Count };
    /** Contacts of whom something could not be applied: it waits in order, and so does all that follows. */
    parkedLanes: { waiting: Count; oldestInSeconds: Count };
    /** Messages of ours that have not left yet; `late`: those that were written more than a minute ago. */
    outbox: { waiting: Count; late: Count };
    /** When each channel was last heard from: one that went silent shows here first. */
    channels: { id: string; kind: string; lastDeliveryAt: string | null }[];
    /** Deliveries refused for a wrong or missing signature, ever. */
    signaturesRefused: Count;
  };
  checkedAt: string;
}

/** Whether this process can serve, part by part, and how far behind it is. */
export async function checkHealth(): Promise<Health> {
  const now = clock.now();
  const checkedAt = now.toISOString();
  try {
    return { status: "ok", parts: await findParts(now), checkedAt };
  } catch (error) {
    log.error({ err: error }, "the database does not answer");
    return { status: "unavailable", parts: unknownParts, checkedAt };
  }
}

const unknownParts: Health["parts"] = {
  database: { status: "unavailable" },
  deliveries: { waiting: null, oldestInSeconds: null },
  parkedLanes: { waiting: null, oldestInSeconds: null },
  outbox: { waiting: null, late: null },
  channels: [],
  signaturesRefused: null,
};

interface Found extends Record<string, unknown> {
  waiting: string;
  oldest: string | null;
  lanes: string;
  oldest_lane: string | null;
  outbox: string;
  late: string;
  channels: { id: string; kind: string; last_delivery_at: string | null }[];
  refused: string | null;
}

async function findParts(now: Date): Promise<Health["parts"]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await db.execute<Found>(sql`
    with
      unopened as (select received_at from deliveries where opened_at is null),
      parked as (select lane, parked_at from parked_events),
      outbox as (select recorded_at from messages where status in ('queued', 'sending'))
    select
      (select count(*) from unopened) as waiting,
      (select extract(epoch from ${at} - min(received_at)) from unopened) as oldest,
      (select count(distinct lane) from parked) as lanes,
      (select extract(epoch from ${at} - min(parked_at)) from parked) as oldest_lane,
      (select count(*) from outbox) as outbox,
      (select count(*) from outbox where recorded_at < ${at} - interval '1 minute') as late,
      (select coalesce(json_agg(json_build_object(
          'id', id, 'kind', kind, 'last_delivery_at', last_delivery_at) order by created_at), '[]')
        from channels where disconnected_at is null) as channels,
      (select count from tallies where name = 'facebook.signature_refused') as refused`);
  const found = rows[0]!;
  return {
    database: { status: "ok" },
    deliveries: { waiting: Number(found.waiting), oldestInSeconds: seconds(found.oldest) },
    parkedLanes: { waiting: Number(found.lanes), oldestInSeconds: seconds(found.oldest_lane) },
    outbox: { waiting: Number(found.outbox), late: Number(found.late) },
    channels: found.channels.map(({ id, kind, last_delivery_at: last }) => ({
      id,
      kind,
      lastDeliveryAt: last && new Date(last).toISOString(),
    })),
    signaturesRefused: Number(found.refused),
  };
}

/** Null = nothing waits. Two clocks may differ a little. */
function seconds(told: string | null) {
  return told === null ? null : Math.max(0, Number(told));
}
