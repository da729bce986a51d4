import { type SQL, sql } from "drizzle-orm";
import { keepConnection } from "@/db/keep-connection";

/** First half of an advisory lock's key; the second is the worker's name, hashed. A number of our own choosing. */
const PRESENCE = 7_243_003;

/**
 * Shows that workers live: a session holds a lock for each of them, and loses it the moment its process is killed,
 * which no clock could tell as soon.
 */
export function showPresence(workerIds: string[]): Promise<{ stop(): Promise<void> }> {
  return keepConnection("worker", async (client) => {
    const hold = "select pg_advisory_lock_shared($1, hashtext(id)) from unnest($2::text[]) id";
    await client.query(hold, [PRESENCE, workerIds]);
  });
}

/** Whether somebody shows presence for a worker. `objid` holds the key's second half, without its sign. */
export function isPresent(workerId: SQL): SQL {
  return sql`exists (
    select from pg_locks presence
    where presence.locktype = 'advisory' and presence.granted
      and presence.database = (select oid from pg_database where datname = current_database())
      and presence.classid = ${PRESENCE} and presence.objsubid = 2
      and presence.objid = (hashtext(${workerId})::bigint & 4294967295)::oid)`;
}
