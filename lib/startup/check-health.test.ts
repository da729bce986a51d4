import { addMinutes } from "date-fns";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, onTheWire, written } from "@/db/factories/deliveries";
import { createAgent } from "@/db/factories/people";
import { clock } from "@/lib/clock";
import { listConversations } from "@/lib/conversations/list-conversations";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { sendMessage } from "@/lib/conversations/sending/send-message";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import { checkHealth } from "./check-health";

const systemClock = clock.now;

beforeEach(async () => {
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, parked_events, events, tallies cascade`,
  );
});
afterEach(() => {
  clock.now = systemClock;
});

test("health tells how far behind we are, and when each channel was heard from", async () => {
  const agent = await createAgent();
  const { id, externalId } = await createChannel();
  expect((await checkHealth()).parts).toMatchObject({
    deliveries: { waiting: 0, oldestInSeconds: null },
    parkedLanes: { waiting: 0, oldestInSeconds: null },
    outbox: { waiting: 0, late: 0 },
    channels: [{ id, kind: "facebook", lastDeliveryAt: null }],
    signaturesRefused: 0,
  });

  const body = Buffer.from(onTheWire(delivery(externalId, [written(externalId, { at: Date.now() })])));
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
  await openDeliveries();
  const [conversation] = (await listConversations(agent)).conversations;
  await sendMessage(agent, conversation!.id, {
    id: crypto.randomUUID(),
    text: "On its way.",
    visibility: "private",
    attachmentIds: [],
  });
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
  await db.execute(sql`insert into parked_events (lane, event) values ('a', '{}'), ('a', '{}'), ('b', '{}')`);

  clock.now = () => addMinutes(systemClock(), 5);
  const { status, parts } = await checkHealth();
  expect(status).toBe("ok");
  expect(parts).toMatchObject({
    deliveries: { waiting: 1 },
    parkedLanes: { waiting: 2 },
    outbox: { waiting: 1, late: 1 },
    channels: [{ id, lastDeliveryAt: expect.any(String) }],
  });
  for (const lag of [parts.deliveries.oldestInSeconds, parts.parkedLanes.oldestInSeconds]) {
    expect(lag).toBeGreaterThanOrEqual(299);
  }
});
