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
  timing: Timing = {},
) {
  await enqueueAll(tx, name, [{ payload, ...timing }]);
}

/** Any number of jobs of one kind, in one round trip. */
export async function enqueueAll<Name extends JobName>(
  tx: Tx,
  name: Name,
  jobs: (Timing & { payload: JobPayload<Name> })[],
) {
  if (jobs.length === 0) return;
  const written = jobs.map(({ payload, key, runAt, keepTime = false, maxAttempts = 12, queue }) => ({
    payload,
    key,
    mode: keepTime ? "preserve_run_at" : "replace",
    runAt,
    maxAttempts,
    queue,
  }));
  await tx.execute(sql`
    select graphile_worker.add_job(
      ${name}, payload := job.payload, job_key := job.key, job_key_mode := job.mode,
      run_at := job."runAt", max_attempts := job."maxAttempts", queue_name := job.queue)
    from json_to_recordset(${JSON.stringify(written)}::json) as job (
      payload json, key text, mode text, "runAt" timestamptz, "maxAttempts" int, queue text)`);
}
