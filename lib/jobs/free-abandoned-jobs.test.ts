import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { enqueue } from "./enqueue";
import { freeAbandonedJobs } from "./free-abandoned-jobs";
import { showPresence } from "./worker-presence";

let alive: { stop(): Promise<void> } | undefined;

afterEach(async () => {
  await alive?.stop();
  alive = undefined;
  await db.execute(sql`delete from graphile_worker._private_jobs`);
});

/** Two jobs, held since a while by a worker that is gone and by one that lives, and one that was just taken. */
async function hold() {
  const payload = { identityId: crypto.randomUUID() };
  const workers = [
    { id: "killed", minutes: 1 },
    { id: "alive", minutes: 10 },
    { id: "just begun", minutes: 0 },
  ];
  for (const { id, minutes } of workers) {
    await db.transaction((tx) => enqueue(tx, "fetch-profile", payload));
    await db.execute(sql`
      update graphile_worker._private_jobs
      set locked_by = ${id}, locked_at = now() - make_interval(mins => ${minutes})
      where id = (select max(id) from graphile_worker._private_jobs)`);
  }
}

async function lockedBy() {
  const { rows } = await db.execute<{ locked_by: string | null }>(
    sql`select locked_by from graphile_worker.jobs order by id`,
  );
  return rows.map((row) => row.locked_by);
}

test("a job whose worker was killed may run again, one that is under way is left alone", async () => {
  await hold();
  alive = await showPresence(["alive", "another"]);

  await freeAbandonedJobs();
  expect(await lockedBy()).toEqual([null, "alive", "just begun"]);
  await freeAbandonedJobs();
  expect(await lockedBy()).toEqual([null, "alive", "just begun"]);
});

test("a job that was replaced while its worker was killed is forgotten", async () => {
  const conversationId = crypto.randomUUID();
  const ask = () =>
    db.transaction((tx) => enqueue(tx, "deliver-messages", { conversationId }, { key: "lane of María" }));
  await ask();
  await db.execute(sql`
    update graphile_worker._private_jobs set locked_by = 'killed', locked_at = now() - interval '1 minute'`);
  await ask();
  expect(await lockedBy()).toEqual(["killed", null]);

  await freeAbandonedJobs();
  expect(await lockedBy()).toEqual([null]);
  const { rows } = await db.execute(sql`select key from graphile_worker.jobs`);
  expect(rows).toEqual([{ key: "lane of María" }]);
});
