import { randomUUID } from "node:crypto";
import { DrizzleQueryError, sql } from "drizzle-orm";
import { DatabaseError } from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, onTheWire, written } from "@/db/factories/deliveries";
import { rowCounts } from "@/db/testing/row-counts";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import type { ChannelRow } from "./find-or-open-conversation";
import { isOutage } from "./is-outage";
import { openDeliveries } from "./open-deliveries";
import { lockThreadsOf } from "./read-batch";

let page: ChannelRow;

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, deliveries, parked_events, events cascade`);
  page = await createChannel();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await db.execute(sql`drop trigger if exists trouble on messages`);
});

function keep(body: string) {
  return keepDelivery({ kind: "facebook", appId: "880011223344556", body: Buffer.from(body) });
}

const numbers = (length: number) => Array.from({ length }, (_, number) => number);

test("as many lanes may be locked at once as a delivery has", async () => {
  const { kind, externalId: channelExternalId } = page;
  const whom = numbers(33_000).map((id) => ({ kind, channelExternalId, contactExternalId: String(id) }));
  const locked = await db.transaction((tx) => lockThreadsOf(tx, whom));
  expect(locked).toMatchObject({ conversations: [], channels: [{ id: page.id }] });
});

test("a lane of any length can be parked", async () => {
  await db.execute(sql`create or replace function trouble() returns trigger language plpgsql
    as 'begin raise exception ''trouble''; end'`);
  await db.execute(sql`create trigger trouble before insert on messages execute function trouble()`);
  await keep(
    onTheWire(
      delivery(
        page.externalId,
        numbers(14_000).map(() => written(page.externalId)),
      ),
    ),
  );

  expect(await openDeliveries()).toBe(1);
  expect(await rowCounts()).toMatchObject({ parked_events: 14_000 });
});

test("only so many bytes are opened at once, and at least one delivery", async () => {
  for (let count = 0; count < 3; count += 1) await keep("x".repeat(3_000_000));

  expect([await openDeliveries(), await openDeliveries(), await openDeliveries()]).toEqual([1, 1, 1]);
  expect(await openDeliveries()).toBe(0);
});

test("what somebody wrote is not taken for an outage of the database", () => {
  const refused = Object.assign(new DatabaseError("invalid input", 0, "error"), { code: "22P02" });
  expect(isOutage(new DrizzleQueryError("insert …", ["my connection is slow"], refused))).toBe(false);
  const lost = new DrizzleQueryError("select 1", [], new Error("Connection terminated unexpectedly"));
  expect(isOutage(lost)).toBe(true);
});

test("a delivery that another process opened meanwhile is not mistaken for the one behind it", async () => {
  await keep(onTheWire(delivery(page.externalId, [written(page.externalId)])));
  await keep(onTheWire(delivery(page.externalId, [written(page.externalId)])));
  const transaction = db.transaction.bind(db);
  vi.spyOn(db, "transaction").mockImplementation((async (work: Parameters<typeof transaction>[0]) =>
    transaction(async (tx) => {
      await work(tx);
      throw new Error(`trouble ${randomUUID()}`);
    }).catch(async (error: unknown) => {
      await db.execute(sql`update deliveries set opened_at = now()
        where id = (select min(id) from deliveries)`);
      throw error;
    })) as typeof transaction);

  await openDeliveries(1);
  const { rows } = await db.execute(sql`select problem from deliveries where opened_at is null`);
  expect(rows).toHaveLength(1);
});
