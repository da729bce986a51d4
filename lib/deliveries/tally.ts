import { pool } from "@/db/client";
import { log } from "@/lib/log";

const FLUSH_AFTER_MS = 500;

const counts = new Map<string, number>();
let timer: NodeJS.Timeout | undefined;

/** Counts something that must leave no other trace. Written together, so that a flood stays cheap. */
export function tally(name: string) {
  counts.set(name, (counts.get(name) ?? 0) + 1);
  timer ??= setTimeout(() => void flushTallies(), FLUSH_AFTER_MS).unref();
}

export async function flushTallies() {
  clearTimeout(timer);
  timer = undefined;
  const written = [...counts];
  counts.clear();
  if (written.length === 0) return;

  try {
    await pool.query(
      `insert into tallies (name, count) select * from unnest($1::text[], $2::bigint[])
       on conflict (name) do update set count = tallies.count + excluded.count, last_at = now()`,
      [written.map(([name]) => name), written.map(([, count]) => count)],
    );
  } catch (error) {
    log.warn({ err: error }, "tallies could not be written");
  }
}
