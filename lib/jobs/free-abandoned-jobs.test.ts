import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { enqueue } from "./enqueue";
import { freeAbandonedJobs } from "./free-abandoned-jobs";

async function lockedBy() {
  const { rows } = await db.execute<{ locked_by: string | null }>(
    sql`select locked_by from graphile_worker.jobs order by id`,
  );
  return rows.map((row) => row.locked_by);
}

test("a job whose worker was killed may run again, one that is under way is left alone", async () => {
  const payload = { identityId: crypto.randomUUID() };
  await db.transaction(async (tx) => {
    await enqueue(tx, "fetch-profile", payload);
    await enqueue(tx, "fetch-profile", payload);
  });
  await db.execute(sql`
    update graphile_worker._private_jobs set
      locked_by = case when id = (select min(id) from graphile_worker._private_jobs) then 'dead' else 'alive' end,
      locked_at = case when id = (select min(id) from graphile_worker._private_jobs)
        then now() - interval '10 minutes' else now() end`);

  await freeAbandonedJobs();
  expect(await lockedBy()).toEqual([null, "alive"]);
  await freeAbandonedJobs();
  expect(await lockedBy()).toEqual([null, "alive"]);
});
