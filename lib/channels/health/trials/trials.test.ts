import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, onTheWire, written } from "@/db/factories/deliveries";
import { createAgent } from "@/db/factories/people";
import type { Agent } from "@/lib/auth/agent";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import { beginTrial, endTrial } from "./begin-trial";
import { TRIAL_PATIENCE_MS, type TrialFacts, trialHint } from "./trial-hint";
import { watchTrial } from "./watch-trial";

let ada: Agent;
let channel: ChannelRow;

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, deliveries, events cascade`);
  ada = await createAgent({ name: "Ada", role: "admin" });
  channel = await createChannel();
});

async function keep(text: string, page = channel) {
  const body = Buffer.from(
    onTheWire(delivery(page.externalId, [written(page.externalId, { text, at: Date.now() })])),
  );
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
}

describe("a test message", () => {
  test("is watched from the door to the conversation, whatever the phone makes of its letters", async () => {
    const { code } = await beginTrial(ada, channel.id);
    await keep("Are you open?");
    expect(await watchTrial(ada, channel.id)).toMatchObject({ code, receivedAt: null, storedAt: null });

    await keep(`test ${code.toLowerCase()}`);
    expect(await watchTrial(ada, channel.id)).toMatchObject({
      receivedAt: expect.any(String),
      storedAt: null,
    });

    await openDeliveries();
    expect(await watchTrial(ada, channel.id)).toMatchObject({
      receivedAt: expect.any(String),
      storedAt: expect.any(String),
      conversationId: expect.any(String),
      messageId: expect.any(String),
    });
  });

  test("can be left and looked at again, and ended", async () => {
    const begun = await beginTrial(ada, channel.id);
    expect((await watchTrial(ada, channel.id))?.id).toBe(begun.id);
    await endTrial(ada, channel.id);
    await endTrial(ada, channel.id);
    expect(await watchTrial(ada, channel.id)).toBeNull();
  });

  test("belongs to whoever began it, and to its channel", async () => {
    const eve = await createAgent({ name: "Eve", role: "admin" });
    const bakery = await createChannel({ name: "Harbor Bakery" });
    const { code } = await beginTrial(ada, channel.id);
    expect(await watchTrial(eve, channel.id)).toBeNull();

    await keep(code, bakery);
    await openDeliveries();
    expect(await watchTrial(ada, channel.id)).toMatchObject({ storedAt: null });
  });

  test("is for admins", async () => {
    const ana = await createAgent({ name: "Ana" });
    for (const attempt of [beginTrial, watchTrial, endTrial])
      await expect(attempt(ana, channel.id)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what to look at when it doesn't come", () => {
  const facts: TrialFacts = {
    waitedMs: TRIAL_PATIENCE_MS,
    received: false,
    stored: false,
    othersReceived: false,
    wrongSignatures: false,
    subscribed: true,
  };

  test.each<[given: Partial<TrialFacts>, problems: string[], hint: RegExp | null]>([
    [{ waitedMs: TRIAL_PATIENCE_MS - 1 }, [], null],
    [{ stored: true }, [], null],
    [{ received: true }, ["callback"], /Set aside/],
    [{ wrongSignatures: true }, ["callback"], /wrong signature/],
    [{ subscribed: false }, [], /isn’t subscribed/],
    [{}, ["callback"], /another place/],
    [{ othersReceived: true }, [], /right Page/],
    [{}, [], /development mode/],
  ])("%j with %j says %s", (given, problems, hint) => {
    const said = trialHint({ ...facts, ...given }, problems);
    if (hint === null) expect(said).toBeNull();
    else expect(said).toMatch(hint);
  });
});
