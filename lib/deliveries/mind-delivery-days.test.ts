import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { addDays } from "date-fns";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { db } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { withDatabase } from "@/db/testing/global-setup";
import { clock } from "@/lib/clock";
import { keepDelivery } from "./keep-delivery";
import { mindDeliveryDays } from "./mind-delivery-days";

const NOON = new Date("2031-03-10T12:00:00.000Z");
const systemClock = clock.now;

beforeEach(async () => {
  clock.now = () => NOON;
  await db.execute(sql`truncate deliveries`);
});
afterEach(() => {
  clock.now = systemClock;
});

async function keptOn(day: string, openedAt: Date | null = NOON) {
  const { rows } = await db.execute(sql`
    insert into deliveries (kind, app_id, body, received_at, opened_at)
    values ('facebook', '1', 'x', ${`${day}T10:00:00Z`}, ${openedAt?.toISOString() ?? null})
    returning id`);
  return Number(rows[0]?.id);
}

/** Where each delivery lies. */
async function places() {
  const { rows } = await db.execute<{ day: string }>(
    sql`select tableoid::regclass::text as day from deliveries order by received_at, id`,
  );
  return rows.map(({ day }) => day.replace("delivery_days.", ""));
}

test("there is a partition for today and the next days, and what came without one moves into it", async () => {
  const id = await keptOn("2031-03-11");
  expect(await places()).toEqual(["other_days"]);
  await mindDeliveryDays();
  await mindDeliveryDays();

  for (const day of ["2031-03-10", "2031-03-13", "2031-03-14"]) await keptOn(day);
  expect(await places()).toEqual(["day_2031_03_10", "day_2031_03_11", "day_2031_03_13", "other_days"]);
  const { rows } = await db.execute(sql`select id from deliveries where app_id = '1' order by id limit 1`);
  expect(rows).toEqual([{ id: String(id) }]);
});

test("days are dropped when they are older than they have to be kept, and not before", async () => {
  await mindDeliveryDays();
  await keptOn("2031-03-10");
  clock.now = () => addDays(NOON, 14);
  await mindDeliveryDays();
  expect(await places()).toEqual(["day_2031_03_10"]);

  clock.now = () => addDays(NOON, 15);
  await mindDeliveryDays();
  expect(await places()).toEqual([]);
  const { rows } = await db.execute(sql`select to_regclass('delivery_days.day_2031_03_10') as day`);
  expect(rows).toEqual([{ day: null }]);
});

test("a day on which something waits to be opened stays, and so does what waits in no day of its own", async () => {
  clock.now = () => addDays(NOON, 60);
  await mindDeliveryDays();
  await keptOn("2031-05-09");
  await keptOn("2031-05-09", null);
  await keptOn("2001-01-01");
  await keptOn("2001-01-01", null);
  clock.now = () => addDays(NOON, 120);
  await mindDeliveryDays();
  expect(await places()).toEqual(["other_days", "day_2031_05_09", "day_2031_05_09"]);
});

test("a delivery is kept on its day", async () => {
  clock.now = systemClock;
  await mindDeliveryDays();
  await keepDelivery({ kind: "facebook", appId: "1", body: Buffer.from("{}") });
  expect(await places()).toEqual([expect.stringMatching(/^day_/)]);
});

test("an installation that has deliveries keeps all of them, with their ids", async () => {
  const url = withDatabase(inject("databaseUrl"), "before_delivery_days");
  const folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  cpSync("db/migrations", folder, { recursive: true });
  await inDatabase(inject("databaseUrl"), async (client) => {
    await client.query("create database before_delivery_days");
  });
  forgetFrom(folder, "0008_delivery_days");
  await migrateDatabase(url, folder);

  await inDatabase(url, async (client) => {
    await client.query(`insert into deliveries (kind, app_id, body, received_at, opened_at)
      values ('facebook', '1', 'a', '2026-01-05T23:59:59Z', now()), ('x', '2', 'b', '2026-01-06T00:00:00Z', null)`);
    await client.query(
      `insert into set_aside_elements (delivery_id, reason, element) values (1, 'malformed', '1')`,
    );
    await migrateDatabase(url);
    await client.query("insert into deliveries (kind, app_id, body) values ('facebook', '3', 'c')");
    const { rows } = await client.query(
      "select id, app_id, convert_from(body, 'UTF8') as body, tableoid::regclass::text as day from deliveries order by id",
    );
    expect(rows).toMatchObject([
      { id: "1", app_id: "1", body: "a", day: "delivery_days.day_2026_01_05" },
      { id: "2", app_id: "2", body: "b", day: "delivery_days.day_2026_01_06" },
      { id: "3", app_id: "3", body: "c", day: expect.stringMatching(/day_/) },
    ]);
  });
  await inDatabase(inject("databaseUrl"), async (client) => {
    await client.query("drop database before_delivery_days");
  });
  rmSync(folder, { recursive: true });
});

/** As it was before a migration. */
function forgetFrom(folder: string, tag: string) {
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: { tag: string }[] };
  const index = journal.entries.findIndex((entry) => entry.tag === tag);
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, index) }));
}

async function inDatabase(url: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
