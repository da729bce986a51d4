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
}
