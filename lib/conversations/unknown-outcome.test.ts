import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { beginConversation, type ConversationWithMaria } from "@/db/testing/conversation-with-maria";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { mindOutbox, PATIENCE_IN_MS } from "./settle-message";

let coffee: HarborCoffee;
let { maria, reply, shown, ours, sentSoFar, later } = {} as ConversationWithMaria;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  ({ maria, reply, shown, ours, sentSoFar, later } = await beginConversation(coffee));
});

test.each<[string, Record<string, unknown>]>([
  ["an error after the work was done", { status: 500, code: 2, when: "after" }],
  ["a page of a proxy", { status: 503, code: 1, when: "after" }],
  ["a connection that was cut", { cut: true, when: "after" }],
])("%s: it stays under way until the echo settles it, and is sent once", async (_case, fault) => {
  const before = await sentSoFar();
  await coffee.fails(fault);
  const { id } = await reply("It ships today.");
  await reply("With the noon truck.");
  await coffee.works();
  expect(await ours()).toEqual([
    ["It ships today.", "sending"],
    ["With the noon truck.", "queued"],
  ]);

  await mindOutbox();
  await coffee.works();
  expect(await sentSoFar()).toBe(before + 1);

  await coffee.hears();
  await coffee.works();
  expect(await shown(id)).toMatchObject({ status: "sent", failure: null });
  expect(await maria.heard()).toEqual(["It ships today.", "With the noon truck."]);
});

test.each<[string, Record<string, unknown>]>([
  ["an error", { status: 500, code: 2 }],
  ["a connection that was cut", { cut: true }],
])(
  "%s and no echo: after a minute it has failed, never sent twice, and the next one goes",
  async (_case, fault) => {
    const before = await sentSoFar();
    await coffee.fails(fault);
    const { id } = await reply("It ships today.");
    await reply("With the noon truck.");
    await coffee.works();
    await mindOutbox();
    expect((await shown(id)).status).toBe("sending");

    await later(PATIENCE_IN_MS + 1_000);
    await mindOutbox();
    await coffee.works();
    expect(await shown(id)).toMatchObject({ status: "failed", failure: { reason: "outcome_unknown" } });
    expect(await maria.heard()).toEqual(["With the noon truck."]);
    expect(await sentSoFar()).toBe(before + 2);
  },
);

test("an echo that comes after we gave up still settles it", async () => {
  await coffee.fails({ cut: true, when: "after" });
  const { id } = await reply("It ships today.");
  await coffee.works();
  await later(PATIENCE_IN_MS + 1_000);
  await mindOutbox();
  expect((await shown(id)).status).toBe("failed");

  await coffee.hears();
  expect(await shown(id)).toMatchObject({ status: "sent", failure: null });
});

test("a process that died while it asked leaves the same as no answer", async () => {
  const { id } = await reply("It ships today.");
  await db.update(messages).set({ status: "sending", attemptedAt: new Date() }).where(eq(messages.id, id));
  await coffee.works();
  expect((await shown(id)).status).toBe("sending");

  await later(PATIENCE_IN_MS + 1_000);
  await mindOutbox();
  expect(await shown(id)).toMatchObject({ status: "failed", failure: { reason: "outcome_unknown" } });
  expect(await maria.heard()).toEqual([]);
});
