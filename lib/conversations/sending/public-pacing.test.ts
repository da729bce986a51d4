import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { beginInPublic, type MariaInPublic } from "@/db/testing/maria-in-public";
import { cancelMessage } from "./cancel-message";
import { retryMessage } from "./retry-message";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let coffee: HarborCoffee;
let stage: MariaInPublic;
let { ana, conversationId, answer, shown, ours, below, attempts } = {} as MariaInPublic;
let passed = 0;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  passed = 0;
  stage = await beginInPublic(coffee);
  ({ ana, conversationId, answer, shown, ours, below, attempts } = stage);
});

async function wait(milliseconds: number) {
  passed += milliseconds;
  await stage.later(passed);
  await coffee.letTimePass();
  await coffee.works();
}

const textsBelow = async (id?: string) => (await below(id)).map(({ text }) => text);

describe("a block of public replies", () => {
  test("is waited out, with the time of the next try, and never holds up what is private", async () => {
    await stage.maria.says("Do you?");
    await coffee.hears();
    await stage.block(9 * 60);
    const { id } = await answer("We do.");
    const behind = await answer("From Monday on.");
    await coffee.works();
    expect(await shown(id)).toMatchObject({
      status: "queued",
      failure: null,
      waiting: { reason: "public_blocked", retryAt: expect.any(String) },
    });
    expect((await shown(behind.id)).waiting?.reason).toBe("earlier_message");

    await stage.says("We do, and here is our list.", {});
    await coffee.works();
    expect(await stage.maria.heard()).toEqual(["We do, and here is our list."]);

    const before = await attempts();
    await wait(4 * MINUTE);
    expect(await attempts()).toBe(before);
    await wait(MINUTE + SECOND);
    expect(await attempts()).toBe(before + 1);
    const { waiting } = await shown(id);
    expect(Date.parse(waiting!.retryAt!) - Date.parse(waiting!.since)).toBeGreaterThan(14 * MINUTE);

    await wait(11 * MINUTE);
    await wait(2 * MINUTE);
    expect(await textsBelow()).toEqual(["We do.", "From Monday on."]);
    expect(await shown(id)).toMatchObject({ status: "sent", waiting: null });
  });

  test("that does not end gives up with words, and can be sent again", async () => {
    await stage.block(100 * 60 * 60);
    const { id } = await answer("We do.");
    await coffee.works();
    for (let hours = 0; hours < 13; hours += 1) await wait(HOUR);
    expect(await shown(id)).toMatchObject({
      status: "failed",
      failure: { reason: "public_blocked", retryable: true },
      waiting: null,
    });
    expect(await attempts()).toBeLessThan(14);

    await stage.block(null);
    await retryMessage(ana, conversationId, id);
    await wait(2 * HOUR);
    await wait(MINUTE);
    expect(await textsBelow()).toEqual(["We do."]);
  });

  test("lets a reply be taken back meanwhile", async () => {
    await stage.block(600);
    const { id } = await answer("We do.");
    await coffee.works();
    expect(await cancelMessage(ana, conversationId, id)).toMatchObject({
      status: "failed",
      failure: { reason: "cancelled" },
    });
    await stage.block(null);
    await wait(HOUR);
    expect(await textsBelow()).toEqual([]);
  });

  test("the other way round: what waits privately holds up nothing public", async () => {
    await stage.maria.says("Do you?");
    await coffee.hears();
    await coffee.fails({ code: 613, status: 400, times: 100 });
    await stage.says("We do.", {});
    await coffee.works();
    await answer("We do, for all of you.");
    await coffee.works();

    expect(await textsBelow()).toEqual(["We do, for all of you."]);
    expect(await stage.maria.heard()).toEqual([]);
  });
});

describe("public replies of one Page", () => {
  test("go out one after the other, some seconds apart, in order", async () => {
    for (const text of ["one", "two", "three"]) await answer(text);
    await coffee.works();
    expect(await textsBelow()).toEqual(["one"]);
    const { waiting } = (await stage.thread()).find(({ text }) => text === "two")!;
    expect(waiting).toMatchObject({ reason: "public_paced", retryAt: expect.any(String) });

    for (let count = 0; count < 4; count += 1) await wait(7 * SECOND);
    expect(await textsBelow()).toEqual(["one", "two", "three"]);
  });

  test("one that waits for a second person is in nobody's way", async () => {
    await answer("Not yet.");
    await db.update(messages).set({ approval: "pending" }).where(eq(messages.conversationId, conversationId));
    await answer("We do.");
    await coffee.works();
    expect(await ours()).toEqual([
      ["Not yet.", "queued"],
      ["We do.", "sent"],
    ]);
  });
});
