import { sql } from "drizzle-orm";
import { db } from "@/db/client";

/** No job of ours takes longer; the queue itself would wait four hours for a worker that was killed. */
const ABANDONED_AFTER_MINUTES = 5;

/** Lets jobs run again whose worker died while it held them. Every job may run twice without harm. */
export async function freeAbandonedJobs() {
  await db.execute(sql`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
    from graphile_worker.jobs
    where locked_at < now() - make_interval(mins => ${ABANDONED_AFTER_MINUTES})
    having count(*) > 0`);
}
