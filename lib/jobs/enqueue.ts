import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { JobName, JobPayload } from "./schemas";

interface Timing {
  /** One waiting job for each key; asking again only moves its time. */
  key?: string;
  runAt?: Date;
  /** A job that already waits keeps its later time: a platform that asked us to wait is not asked sooner. */
  keepTime?: boolean;
  maxAttempts?: number;
  /** Jobs of one queue run one after the other. */
  queue?: string;
}

/** Writes a job in the transaction of the change that wants it: rolled back together, run only after commit. */
export async function enqueue<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: JobPayload<Name>,
  { key, runAt, keepTime = false, maxAttempts = 12, queue }: Timing = {},
) {
  await tx.execute(sql`
    select graphile_worker.add_job(
      ${name}, payload := ${JSON.stringify(payload)}::json, job_key := ${key ?? null}::text,
      job_key_mode := ${keepTime ? "preserve_run_at" : "replace"},
      run_at := ${runAt?.toISOString() ?? null}::timestamptz, max_attempts := ${maxAttempts}::int,
      queue_name := ${queue ?? null}::text)`);
}
