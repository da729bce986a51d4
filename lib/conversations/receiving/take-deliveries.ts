import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { executePrepared } from "@/db/execute-prepared";
import type { deliveries } from "@/db/schema/deliveries";
import { clock } from "@/lib/clock";

/** One process at a time opens deliveries, in the order of their arrival. A number of our own choosing. */
const OPENING_LOCK = 7_243_002;

/** Of the bodies that are opened together; a single one may be larger. */
const MOST_BYTES = 4_000_000;

export type DeliveryRow = Pick<typeof deliveries.$inferSelect, "id" | "kind" | "appId" | "body">;

/**
 * Takes the oldest deliveries that wait, as many as may be held in memory at once and at least one, and marks them
 * as opened: rolled back, they wait again.
 *
 * @returns in the order of their arrival; none while another process is at it.
 */
export function takeOldest(tx: Tx, limit: number): Promise<DeliveryRow[]> {
  return take(tx, sql`true`, limit);
}

/** The same, of certain ones; those that were opened meanwhile are left out. */
export function takeThese(tx: Tx, ids: number[]): Promise<DeliveryRow[]> {
  return take(tx, sql`id = any(${sql.param(ids)}::bigint[])`, ids.length);
}

/** In one round trip. The bodies' sizes are known without reading them. */
async function take(tx: Tx, which: SQL, limit: number): Promise<DeliveryRow[]> {
  const rows = await executePrepared<TakenRow>(
    tx,
    sql`
    with
      mine as materialized (select pg_try_advisory_xact_lock(${OPENING_LOCK}) as mine),
      waiting as materialized (
        select id, octet_length(body) as bytes from deliveries
        where opened_at is null and ${which} and (select mine from mine)
        order by id limit ${limit}),
      measured as (
        select id, row_number() over before as place, sum(bytes) over before as bytes
        from waiting window before as (order by id)),
      fitting as materialized (
        select array_agg(id) as ids from measured where place = 1 or bytes <= ${MOST_BYTES})
    -- Looked at once more: who held the lock before us may have committed since.
    update deliveries set opened_at = ${clock.now().toISOString()}
    where opened_at is null and id = any((select ids from fitting)::bigint[])
    returning id, kind, app_id, body`,
  );
  return rows
    .map(({ id, kind, app_id, body }) => ({ id: Number(id), kind, appId: app_id, body }))
    .sort((one, other) => one.id - other.id);
}

interface TakenRow extends Record<string, unknown> {
  id: string;
  kind: DeliveryRow["kind"];
  app_id: string;
  body: Buffer;
}
