import { addDays, subDays } from "date-fns";
import { sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** Days that have their partition before they begin: so many may pass without a worker. */
const DAYS_AHEAD = 3;

/** Whoever stores a delivery waits behind us while we wait for the table: not for long. The next run tries again. */
const PATIENCE = "2s";

/**
 * The job `mind-delivery-days`: makes the partitions of the next days, and drops those that are older than
 * `DELIVERY_RETENTION_DAYS`. A day on which something still waits to be opened stays, however old. What was parked or set
 * aside carries its own copy. Running it twice is harmless.
 */
export async function mindDeliveryDays() {
  const now = clock.now();
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) await patiently(makeDay(addDays(now, ahead)));

  const oldest = dayOf(subDays(now, env.DELIVERY_RETENTION_DAYS));
  for (const name of await findDays()) if (name < partitionOf(oldest)) await patiently(dropDay(name));
  await db.execute(sql`
    delete from delivery_days.other_days
    where received_at < ${oldest}::timestamp at time zone 'UTC' and opened_at is not null`);
}

/** What came in without a partition of its day stands in `other_days` and moves. */
function makeDay(moment: Date) {
  const day = dayOf(moment);
  const name = partitionOf(day);
  const partition = sql`delivery_days.${sql.identifier(name)}`;
  const [from, to] = [`${day}T00:00:00Z`, `${dayOf(addDays(moment, 1))}T00:00:00Z`];
  return async (tx: Tx) => {
    if ((await findDays(tx)).includes(name)) return;
    await tx.execute(sql`lock table delivery_days.other_days in access exclusive mode`);
    await tx.execute(sql`create table ${partition} (like deliveries including defaults)`);
    await tx.execute(sql`
      with moved as (
        delete from delivery_days.other_days where received_at >= ${from} and received_at < ${to} returning *)
      insert into ${partition} select * from moved`);
    // A definition takes no parameters.
    await tx.execute(
      sql`alter table deliveries attach partition ${partition}
        for values from (${sql.raw(`'${from}'`)}) to (${sql.raw(`'${to}'`)})`,
    );
  };
}

function dropDay(name: string) {
  const partition = sql`delivery_days.${sql.identifier(name)}`;
  return async (tx: Tx) => {
    const { rows } = await tx.execute(sql`select from ${partition} where opened_at is null limit 1`);
    if (rows.length > 0) {
      log.warn({ day: name }, "a day of deliveries is kept, for something in it still waits to be opened");
      return;
    }
    await tx.execute(sql`drop table ${partition}`);
  };
}

/** Each in a transaction of its own, so that no lock is held for longer than it takes. */
async function patiently(work: (tx: Tx) => Promise<void>) {
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('lock_timeout', ${PATIENCE}, true)`);
      await work(tx);
    });
  } catch (error) {
    log.warn({ err: error }, "a day of deliveries could not be minded; the next run tries again");
  }
}

async function findDays(reader: Pick<Tx, "execute"> = db): Promise<string[]> {
  const { rows } = await reader.execute<{ name: string }>(sql`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'deliveries'::regclass and relname like 'day\\_%' order by relname`);
  return rows.map(({ name }) => name);
}

/** In UTC, as in 2026-11-20. */
function dayOf(moment: Date) {
  return moment.toISOString().slice(0, 10);
}

function partitionOf(day: string) {
  return `day_${day.replaceAll("-", "_")}`;
}
