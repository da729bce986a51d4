import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, onTheWire, written } from "@/db/factories/deliveries";
import { rowCounts } from "@/db/testing/row-counts";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import { env } from "@/lib/env";
import { openDeliveries } from "./open-deliveries";

const BROUGHT_APP = "990011223344556";

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, deliveries, parked_events, events cascade`);
});

async function delivered(pageId: string, appId: string) {
  await keepDelivery({
    kind: "facebook",
    appId,
    body: Buffer.from(onTheWire(delivery(pageId, [written(pageId)]))),
  });
  await openDeliveries();
  return rowCounts();
}

test("an app that was brought along cannot speak for a Page that another app connected", async () => {
  const { externalId } = await createChannel();
  expect(await delivered(externalId, BROUGHT_APP)).toMatchObject({ messages: 0, set_aside_elements: 1 });
});

test("it speaks for its own Pages, and the installation's app for all", async () => {
  const { externalId } = await createChannel({ appId: BROUGHT_APP });
  expect(await delivered(externalId, BROUGHT_APP)).toMatchObject({ messages: 1, set_aside_elements: 0 });
  expect(await delivered(externalId, env.FACEBOOK_APP_ID!)).toMatchObject({ messages: 2 });
});
