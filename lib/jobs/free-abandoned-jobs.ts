import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { isPresent } from "./worker-presence";

/** Until a new worker, or one whose session broke, shows its presence (again). */
const GRACE_IN_SECONDS = 10;

/**
 * Lets jobs run again whose worker died while it held them; the queue itself would wait four hours. Every job may run
 * twice without harm.
 */
export async function freeAbandonedJobs() {
  await db.execute(sql`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
    from graphile_worker.jobs
    where locked_at < now() - make_interval(secs => ${GRACE_IN_SECONDS}) and not ${isPresent(sql`locked_by`)}
    having count(*) > 0`);
  await forgetReplacedJobs();
}

/**
 * Asking for a job that is under way makes a second one, and takes the key and all further attempts from the first: if
 * its worker is killed then, the first stays for ever though nothing is left to do.
 */
async function forgetReplacedJobs() {
  await db.execute(sql`
    select graphile_worker.complete_jobs(array_agg(id))
    from graphile_worker.jobs
    where key is null and attempts >= max_attempts and locked_at is null and last_error is null
    having count(*) > 0`);
}
