import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { beginConversation, type ConversationWithMaria } from "@/db/testing/conversation-with-maria";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import { channelOf } from "@/lib/channels/registry";
import { mindOutbox } from "./mind-outbox";
import { sendingPatience } from "./sending-patience";
import { takeTurn } from "./take-turn";

const SECOND = 1_000;
const RUNS = 20;

let coffee: HarborCoffee;
let stage: ConversationWithMaria;
let passed = 0;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

const control = (method: string, path: string, body: unknown) => coffee.facebook.control(method, path, body);

/** What can happen to one answer, in one word each. */
const fates = {
  sent: () => Promise.resolve(),
  "answer lost": () => coffee.fails({ cut: true, when: "after" }),
  "never arrived": () => coffee.fails({ cut: true }),
  "error, but done": () => coffee.fails({ status: 500, code: 2, when: "after" }),
  "error, not done": () => coffee.fails({ status: 503, code: 1 }),
  "nonsense, but done": () => coffee.fails({ code: 1, subcode: 1357046, status: 400, when: "after" }),
  throttled: () => coffee.fails({ code: 613, status: 400 }),
};

const happenings = {
  "a little later": () => wait(11 * SECOND),
  later: () => wait(40 * SECOND),
  "echoes come": async () => {
    await control("PUT", "/moods", { hold: false });
    await control("POST", "/deliveries/release", { order: "shuffled" });
    await coffee.hears();
    await coffee.works();
  },
  "echoes are held": () => control("PUT", "/moods", { hold: true }),
  "echoes come twice": () => control("PUT", "/moods", { repeat: 2 }),
  "history fails": () => control("POST", "/faults", { path: "/conversations$", status: 500, code: 2 }),
  "a worker dies": async () => {
    // What it had in hand: the queue forgets that anybody works, and its jobs come again.
    await db.execute(sql`delete from graphile_worker._private_jobs`);
    await mindOutbox();
    await coffee.works();
  },
};

const step = fc.oneof(
  fc.record({
    says: fc.constantFrom("Yes.", "It ships today."),
    fate: fc.constantFrom(...keys(fates)),
    /** Whether the worker is killed after it wrote down what it would do: before it asked, or before it could read the answer. */
    killed: fc.constantFrom(null, null, null, "before asking", "before the answer"),
  }),
  fc.record({ happens: fc.constantFrom(...keys(happenings)) }),
);

test("whatever is lost, late, early or repeated: each answer is at the customer once, or shown as not sent", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      passed = 0;
      stage = await beginConversation(coffee);
      await control("PUT", "/moods", { hold: false, repeat: 1 });
      for (const one of steps) {
        if ("happens" in one) await happenings[one.happens]();
        else {
          await fates[one.fate]();
          await stage.reply(one.says);
          if (one.killed) await startAndDie(one.killed);
          await coffee.works();
        }
      }
      await settle();
      await compare();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

async function startAndDie(when: string) {
  const next = await takeTurn({ conversationId: stage.conversationId, visibility: "private" });
  if (next.step !== "send" || when === "before asking") return;
  const credentials = await channelCredentials(next.channel);
  await channelOf("facebook").send(credentials!, next.outbound);
}

/** Everything that was held comes, and time goes on until nothing is open. */
async function settle() {
  await happenings["echoes come"]();
  for (let count = 0; count < 40 && (await isOpen()); count += 1) {
    await wait(60 * SECOND);
    await happenings["a worker dies"]();
  }
  await coffee.hears();
  expect(await isOpen()).toBe(false);
  expect(passed).toBeLessThan(sendingPatience.unknown * 3);
}

async function compare() {
  const heard = await stage.maria.heard();
  const shown = await stage.ours();
  const sent = shown.filter(([, status]) => status !== "failed").map(([text]) => text);
  expect(heard).toEqual(sent);
  const mids = (await stage.maria.phone()).messages
    .filter(({ from }) => from === "page")
    .map(({ mid }) => mid);
  const named = (await stage.thread())
    .filter(({ direction, status }) => direction === "out" && status !== "failed")
    .map(({ externalId }) => externalId);
  expect(named).toEqual(mids);
}

async function isOpen() {
  return (await stage.ours()).some(([, status]) => status === "queued" || status === "sending");
}

async function wait(milliseconds: number) {
  passed += milliseconds;
  await stage.later(passed);
  await coffee.letTimePass();
  await coffee.works();
}

function keys<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record) as Key[];
}
