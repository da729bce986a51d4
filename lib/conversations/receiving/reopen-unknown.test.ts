import { asc, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, onTheWire, written } from "@/db/factories/deliveries";
import { messages } from "@/db/schema/conversations";
import { setAsideElements } from "@/db/schema/deliveries";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import { registry } from "@/lib/jobs/registry";
import { openDeliveries } from "./open-deliveries";
import { reopenUnknown } from "./reopen-unknown";

const PAGE = "1049999999999991";
const STRANGE_PAGE = "1049999999999992";

beforeEach(async () => {
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, set_aside_elements, parked_events, events cascade`,
  );
  await db.execute(sql`delete from graphile_worker._private_jobs`);
});

async function keep(pageId: string, text: string) {
  const body = Buffer.from(onTheWire(delivery(pageId, [written(pageId, { text })])));
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
}

async function runJobs(channelId: string) {
  await reopenUnknown({ channelId });
  for (;;) {
    const { rows } = await db.execute<{ payload: object }>(
      sql`with taken as (delete from graphile_worker._private_jobs returning payload, task_id)
        select payload from taken join graphile_worker._private_tasks as tasks on tasks.id = task_id
        where identifier = 'reopen-unknown'`,
    );
    if (rows.length === 0) return;
    for (const { payload } of rows) await registry["reopen-unknown"]!(payload, {} as never);
  }
}

test("what came for a Page before it was connected is in its conversations afterwards", async () => {
  const texts = Array.from({ length: 60 }, (_, number) => `${number}`);
  for (const text of texts) await keep(PAGE, text);
  await keep(STRANGE_PAGE, "for somebody else");
  await openDeliveries();
  expect(await db.select().from(setAsideElements)).toHaveLength(61);

  const page = await createChannel({ externalId: PAGE });
  await runJobs(page.id);
  await openDeliveries();

  const said = await db.select({ text: messages.text }).from(messages).orderBy(asc(messages.sequence));
  expect(said.map(({ text }) => text)).toEqual(texts);
  expect(await db.select().from(setAsideElements)).toMatchObject([
    { reason: "unknown_page", element: { message: { text: "for somebody else" } } },
  ]);
});
