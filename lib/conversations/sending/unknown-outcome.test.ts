import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { beginConversation, type ConversationWithMaria } from "@/db/testing/conversation-with-maria";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { env } from "@/lib/env";
import { cancelMessage } from "./cancel-message";
import { deliverMessages } from "./deliver-messages";
import { mindOutbox } from "./mind-outbox";
import { retryMessage } from "./retry-message";
import { sendingPatience } from "./sending-patience";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let coffee: HarborCoffee;
let { ana, maria, conversationId, reply, shown, ours, sentSoFar, later, change } =
  {} as ConversationWithMaria;
/** Milliseconds since the test began, for our clock and the platform's. */
let passed = 0;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  passed = 0;
  ({ ana, maria, conversationId, reply, shown, ours, sentSoFar, later, change } =
    await beginConversation(coffee));
});

/** Time goes on, and what was put off until then is done. */
async function wait(milliseconds: number) {
  passed += milliseconds;
  await later(passed);
  await coffee.letTimePass();
  await coffee.works();
}

/** The platform says nothing by itself. */
const holdEchoes = () => coffee.facebook.control("PUT", "/moods", { hold: true });
const historyFails = (fault: Record<string, unknown>) =>
  coffee.facebook.control("POST", "/faults", { path: "/conversations$", ...fault });
async function looks() {
  return (await coffee.facebook.calls("/conversations$")).length;
}

const lostAnswers: [string, Record<string, unknown>][] = [
  ["an error after the work was done", { status: 500, code: 2, when: "after" }],
  ["a page of a proxy", { status: 503, code: 1, when: "after" }],
  ["a connection that was cut", { cut: true, when: "after" }],
];

describe("it did arrive", () => {
  test.each(lostAnswers)("%s: its echo settles it, and it is sent once", async (_case, fault) => {
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
    expect(await shown(id)).toMatchObject({ status: "sent", failure: null, waiting: null });
    expect(await maria.heard()).toEqual(["It ships today.", "With the noon truck."]);
  });

  test.each(lostAnswers)(
    "%s and no echo: history settles it, and the next one goes",
    async (_case, fault) => {
      await holdEchoes();
      await coffee.fails(fault);
      const { id } = await reply("It ships today.");
      const behind = await reply("With the noon truck.");
      await coffee.works();
      expect(await shown(id)).toMatchObject({
        status: "sending",
        waiting: { reason: "outcome_checked", retryAt: expect.any(String) },
      });
      expect((await shown(behind.id)).waiting?.reason).toBe("earlier_message");
      const before = await looks();

      await wait(sendingPatience.echo + SECOND);
      expect(await looks()).toBe(before + 1);
      const { messages: onThePhone } = await maria.phone();
      expect(await shown(id)).toMatchObject({
        status: "sent",
        externalId: onThePhone.at(-2)!.mid,
        failure: null,
        waiting: null,
      });
      expect(await maria.heard()).toEqual(["It ships today.", "With the noon truck."]);
      expect(await shown(behind.id)).toMatchObject({ status: "sent", waiting: null });
    },
  );

  test("two equal ones in a row: each gets its own", async () => {
    await holdEchoes();
    await coffee.fails({ cut: true, when: "after", times: 2 });
    const first = await reply("Yes.");
    const second = await reply("Yes.");
    await coffee.works();
    await wait(sendingPatience.echo + SECOND);
    await wait(sendingPatience.echo + SECOND);

    const mids = (await maria.phone()).messages.slice(-2).map(({ mid }) => mid);
    expect(await maria.heard()).toEqual(["Yes.", "Yes."]);
    expect([(await shown(first.id)).externalId, (await shown(second.id)).externalId]).toEqual(mids);
  });

  test("an equal one from the Page's own inbox is not taken for it", async () => {
    await coffee.facebook.control("POST", `/pages/${coffee.page.id}/inbox-messages`, {
      personId: maria.id,
      text: "Yes.",
    });
    await coffee.hears();
    await coffee.fails({ cut: true });
    const { id } = await reply("Yes.");
    await coffee.works();
    await wait(sendingPatience.echo + SECOND);
    expect((await shown(id)).status).toBe("sending");

    await wait(sendingPatience.secondLook + SECOND);
    expect((await shown(id)).status).toBe("sent");
    expect(await maria.heard()).toEqual(["Yes.", "Yes."]);
  });

  test("an echo that comes after we gave up still settles it", async () => {
    await holdEchoes();
    await historyFails({ status: 500, code: 2, times: 100 });
    await coffee.fails({ cut: true, when: "after" });
    const { id } = await reply("It ships today.");
    await coffee.works();
    await giveUpOn(id);

    await coffee.facebook.control("PUT", "/moods", { hold: false });
    await coffee.facebook.control("POST", "/deliveries/release", {});
    await coffee.hears();
    expect(await shown(id)).toMatchObject({ status: "sent", failure: null });
    expect(await maria.heard()).toEqual(["It ships today."]);
  });

  test("sent again by the agent after we gave up: history is asked first, and nothing goes twice", async () => {
    await holdEchoes();
    await historyFails({ status: 500, code: 2, times: 100 });
    await coffee.fails({ cut: true, when: "after" });
    const { id } = await reply("It ships today.");
    await coffee.works();
    await giveUpOn(id);

    await coffee.facebook.control("DELETE", "/faults");
    const again = await retryMessage(ana, conversationId, id);
    expect(again).toMatchObject({ id, status: "sending", waiting: { reason: "outcome_checked" } });
    await coffee.works();
    expect(await shown(id)).toMatchObject({ status: "sent", failure: null });
    expect(await maria.heard()).toEqual(["It ships today."]);
  });

  test("what its echo told of without our id is found to be ours", async () => {
    await holdEchoes();
    await coffee.fails({ cut: true, when: "after" });
    const { id } = await reply("It ships today.");
    await coffee.works();
    const [row] = await db.select().from(messages).where(eq(messages.id, id));
    const { mid } = (await maria.phone()).messages.at(-1)!;
    await db.insert(messages).values({
      conversationId,
      channelId: row!.channelId,
      externalId: mid,
      direction: "out",
      visibility: "private",
      authorKind: "external",
      authorAppId: env.FACEBOOK_APP_ID,
      kind: "text",
      text: "It ships today.",
      status: "sent",
      sentAt: new Date(),
    });

    await wait(sendingPatience.echo + SECOND);
    expect(await ours()).toEqual([["It ships today.", "sent"]]);
    expect(await shown(id)).toMatchObject({ externalId: mid });
    expect(await maria.heard()).toEqual(["It ships today."]);
  });
});

describe("it did not arrive", () => {
  const neverArrived: [string, Record<string, unknown>][] = [
    ["an error", { status: 500, code: 2 }],
    ["a connection that was cut", { cut: true }],
  ];

  test.each(neverArrived)(
    "%s: history says so twice, then it is sent again, in order",
    async (_case, fault) => {
      const before = await sentSoFar();
      await coffee.fails(fault);
      const { id } = await reply("It ships today.");
      await reply("With the noon truck.");
      await coffee.works();

      await wait(sendingPatience.echo + SECOND);
      expect((await shown(id)).status).toBe("sending");
      expect(await sentSoFar()).toBe(before + 1);

      await wait(sendingPatience.secondLook + SECOND);
      expect(await shown(id)).toMatchObject({ status: "sent", failure: null, waiting: null });
      expect(await maria.heard()).toEqual(["It ships today.", "With the noon truck."]);
      expect(await sentSoFar()).toBe(before + 3);
    },
  );

  test("again and again: it is tried a few times, and then says that it never arrived", async () => {
    const before = await sentSoFar();
    await coffee.fails({ status: 500, code: 2, times: 100 });
    const { id } = await reply("It ships today.");
    await coffee.works();
    while ((await shown(id)).status !== "failed") await wait(30 * SECOND);

    expect(await shown(id)).toMatchObject({ failure: { reason: "not_delivered", retryable: true } });
    const tries = (await sentSoFar()) - before;
    expect(tries).toBeGreaterThan(2);
    expect(tries).toBeLessThan(15);
    expect(passed).toBeLessThan(sendingPatience.unknown + 5 * MINUTE);
    expect(await maria.heard()).toEqual([]);
  });

  test("a process that died before it could ask", async () => {
    const { id } = await reply("It ships today.");
    await dieWhileSending(id);
    await coffee.works();
    expect((await shown(id)).status).toBe("sending");

    await wait(sendingPatience.answer + SECOND);
    await mindOutbox();
    await wait(sendingPatience.secondLook + SECOND);
    expect((await shown(id)).status).toBe("sent");
    expect(await maria.heard()).toEqual(["It ships today."]);
  });
});

describe("nobody can say", () => {
  test("while history can't be read nothing is sent, and in the end the agent is told", async () => {
    const before = await sentSoFar();
    await historyFails({ status: 500, code: 2, times: 100 });
    await coffee.fails({ cut: true });
    const { id } = await reply("It ships today.");
    await reply("With the noon truck.");
    await coffee.works();
    await wait(sendingPatience.echo + SECOND);
    await wait(5 * MINUTE);
    expect((await shown(id)).status).toBe("sending");
    expect(await sentSoFar()).toBe(before + 1);

    await giveUpOn(id);
    expect(await maria.heard()).toEqual(["With the noon truck."]);
    expect(await sentSoFar()).toBe(before + 2);
  });

  test("a dead token: waits for it, then looks", async () => {
    await coffee.fails({ cut: true });
    const { id } = await reply("It ships today.");
    await coffee.works();
    await change({ tokenState: "invalid" });
    const before = await looks();
    await wait(sendingPatience.echo + SECOND);
    expect(await looks()).toBe(before);
    expect((await shown(id)).status).toBe("sending");

    await change({ tokenState: "valid" });
    await wait(MINUTE);
    await wait(MINUTE);
    expect((await shown(id)).status).toBe("sent");
    expect(await maria.heard()).toEqual(["It ships today."]);
  });

  test("so much was said since that history does not reach back", async () => {
    await coffee.fails({ cut: true });
    const { id } = await reply("It ships today.");
    await coffee.works();
    for (let count = 0; count < 21; count += 1) await maria.says(`Hello? ${count}`);
    passed = MINUTE;
    await later(passed);
    for (let count = 0; count < 21; count += 1) await maria.says(`Hello? ${count}`);
    await wait(sendingPatience.echo + SECOND);

    expect(await shown(id)).toMatchObject({ status: "failed", failure: { reason: "outcome_unknown" } });
    expect(await maria.heard()).toEqual([]);
  });

  test("two workers look at once: one of them asks", async () => {
    await holdEchoes();
    await coffee.fails({ cut: true, when: "after" });
    await reply("It ships today.");
    await coffee.works();
    const before = await looks();
    await later(sendingPatience.echo + SECOND);
    await Promise.all([1, 2, 3].map(() => deliverMessages({ conversationId })));

    expect(await looks()).toBe(before + 1);
    expect(await maria.heard()).toEqual(["It ships today."]);
  });

  test("what may have arrived can't be taken back", async () => {
    await coffee.fails({ cut: true });
    const { id } = await reply("It ships today.");
    await coffee.works();

    await expect(cancelMessage(ana, conversationId, id)).rejects.toMatchObject({ code: "conflict" });
  });
});

/** The worker was killed between its reservation and the answer. */
async function dieWhileSending(id: string) {
  const attemptedAt = new Date();
  const retryAt = new Date(attemptedAt.getTime() + sendingPatience.answer);
  await db
    .update(messages)
    .set({
      status: "sending",
      attemptedAt,
      firstAttemptedAt: attemptedAt,
      uncertainSince: attemptedAt,
      retryAt,
    })
    .where(eq(messages.id, id));
}

async function giveUpOn(id: string) {
  await wait(sendingPatience.unknown);
  await wait(sendingPatience.longestBetweenLooks);
  expect(await shown(id)).toMatchObject({
    status: "failed",
    failure: { reason: "outcome_unknown", retryable: true },
    waiting: null,
  });
}
