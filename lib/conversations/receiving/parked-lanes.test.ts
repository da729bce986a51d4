import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, MARIA_PSID, onTheWire, written } from "@/db/factories/deliveries";
import { createAgent } from "@/db/factories/people";
import { messages } from "@/db/schema/conversations";
import { parkedEvents, setAsideElements } from "@/db/schema/deliveries";
import type { Agent } from "@/lib/auth/agent";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import type { ChannelRow } from "./find-or-open-conversation";
import { retryLane } from "./lanes";
import { listParkedLanes, parkedLaneSchema } from "./list-parked-lanes";
import { openDeliveries } from "./open-deliveries";
import { retryParkedLane } from "./retry-parked-lane";
import { setFirstEventAside } from "./set-first-event-aside";

let admin: Agent;
let page: ChannelRow;

beforeEach(async () => {
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, parked_events, events, inbox_counters cascade`,
  );
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  await db.execute(sql`drop trigger if exists trouble on messages`);
  admin = await createAgent({ role: "admin" });
  page = await createChannel();
  await troubleWith("two");
  for (const text of ["one", "two", "three"]) await keep(text);
  await openDeliveries();
});

async function keep(text: string) {
  const body = Buffer.from(onTheWire(delivery(page.externalId, [written(page.externalId, { text })])));
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
}

async function troubleWith(text: string) {
  await db.execute(
    sql.raw(`create or replace function make_trouble() returns trigger language plpgsql as $$ begin
    if new.text = '${text}' then raise exception 'trouble with %', new.text; end if; return new; end $$`),
  );
  await db.execute(
    sql`create trigger trouble before insert on messages for each row execute function make_trouble()`,
  );
}

async function said() {
  return (await db.select({ text: messages.text }).from(messages).orderBy(messages.sequence)).map(
    ({ text }) => text,
  );
}

async function onlyLane() {
  const { lanes } = await listParkedLanes(admin);
  expect(lanes).toHaveLength(1);
  return parkedLaneSchema.parse(lanes[0]);
}

test("a parked lane tells who waits, behind what, why, and when it is tried again", async () => {
  expect(await onlyLane()).toMatchObject({
    channel: { id: page.id, name: page.name },
    contact: { externalId: MARIA_PSID, name: "Facebook user ·5566" },
    events: 2,
    first: { type: "message", element: { message: { text: "two" } } },
    problem: "trouble with two",
    attempts: 0,
    nextTryAt: expect.any(String),
  });
});

test("each try that fails is counted, with its problem", async () => {
  const { lane } = await onlyLane();
  await expect(retryLane({ lane })).rejects.toThrow("trouble with two");
  expect(await retryParkedLane(admin, lane)).toEqual({ problem: "trouble with two" });

  expect(await onlyLane()).toMatchObject({ attempts: 2, problem: "trouble with two" });
});

test("an admin has a lane tried at once", async () => {
  const { lane } = await onlyLane();
  await db.execute(sql`drop trigger trouble on messages`);
  expect(await retryParkedLane(admin, lane)).toEqual({ problem: null });

  expect(await said()).toEqual(["one", "two", "three"]);
  expect((await listParkedLanes(admin)).lanes).toEqual([]);
});

test("an admin takes the first event out, and the lane goes on", async () => {
  const { lane } = await onlyLane();
  await setFirstEventAside(admin, lane);
  await retryLane({ lane });

  expect(await said()).toEqual(["one", "three"]);
  expect(await db.select().from(parkedEvents)).toEqual([]);
  expect(await db.select().from(setAsideElements)).toMatchObject([
    { reason: "taken_out", channelId: page.id, element: { message: { text: "two" } } },
  ]);
  await expect(setFirstEventAside(admin, lane)).rejects.toMatchObject({ code: "not_found" });
});

test("only admins see and move parked lanes", async () => {
  const { lane } = await onlyLane();
  const agent = await createAgent();
  for (const deed of [listParkedLanes(agent), retryParkedLane(agent, lane), setFirstEventAside(agent, lane)])
    await expect(deed).rejects.toMatchObject({ code: "forbidden" });
});
