import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { channels } from "@/db/schema/channels";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { beginInPublic, type MariaInPublic } from "@/db/testing/maria-in-public";
import type { Agent } from "@/lib/auth/agent";
import { approveMessage } from "./approve-message";
import { rejectMessage } from "./reject-message";

let coffee: HarborCoffee;
let { answer, below, shown, comments, later } = {} as MariaInPublic;
let mira: Agent;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  ({ answer, below, shown, comments, later } = await beginInPublic(coffee));
  mira = await createAgent({ name: "Mira", role: "manager" });
  await db.update(channels).set({ publicApproval: true });
});

const saidBelow = async (id?: string) => (await below(id)).map(({ text }) => text);

test("nobody outside reads a reply until it was approved, and then as it was approved", async () => {
  const { id, approval } = await answer("We deliver to-morow.");
  expect(approval?.state).toBe("pending");
  await coffee.works();
  await coffee.letTimePass();
  await coffee.works();
  expect(await saidBelow()).toEqual([]);
  expect(await shown(id)).toMatchObject({ status: "queued", waiting: null });

  await approveMessage(mira, id, { text: "We deliver tomorrow." });
  await coffee.works();
  await coffee.hears();
  expect(await saidBelow()).toEqual(["We deliver tomorrow."]);
  expect(await shown(id)).toMatchObject({
    status: "sent",
    text: "We deliver tomorrow.",
    details: { writtenText: "We deliver to-morow." },
    approval: { state: "approved", by: { name: "Mira" } },
  });
});

test("what waits holds up nothing behind it, and goes when its time comes", async () => {
  const first = await answer("We deliver.");
  const second = await answer("Every day.");
  await approveMessage(mira, second.id, {});
  await coffee.works();
  expect(await saidBelow()).toEqual(["Every day."]);

  await approveMessage(mira, first.id, {});
  // Replies of a Page are paced.
  await later(60_000);
  await coffee.letTimePass();
  await coffee.works();
  expect(await saidBelow()).toEqual(["Every day.", "We deliver."]);
});

test("what was rejected never goes out", async () => {
  const other = await comments("And on Sunday?");
  await coffee.hears();
  const { id } = await answer("Read the post.");
  await rejectMessage(mira, id, { reason: "Too cold" });
  await coffee.works();

  expect(await saidBelow(other)).toEqual([]);
  expect(await shown(id)).toMatchObject({ status: "failed", failure: { reason: "not_approved" } });
});
