import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { platformPauses } from "@/db/schema/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { beginConversation, type ConversationWithMaria } from "@/db/testing/conversation-with-maria";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import type { Agent } from "@/lib/auth/agent";
import { connectChannel } from "@/lib/channels/connect-channel";
import { disconnectChannel } from "@/lib/channels/disconnect-channel";
import { updateChannel } from "@/lib/channels/update-channel";
import { fetchProfile } from "@/lib/contacts/fetch-profile";
import { listConversations } from "../list-conversations";
import { cancelMessage } from "./cancel-message";
import { mindOutbox } from "./mind-outbox";
import { retryMessage } from "./retry-message";
import { draftSchema, sendMessage } from "./send-message";
import { sendingPatience } from "./sending-patience";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let coffee: HarborCoffee;
let ada: Agent;
let { ana, maria, conversationId, reply, shown, ours, sentSoFar, later, change, findChannel } =
  {} as ConversationWithMaria;
let passed = 0;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  passed = 0;
  ({ ana, maria, conversationId, reply, shown, ours, sentSoFar, later, change, findChannel } =
    await beginConversation(coffee));
  ada = await createAgent({ name: "Ada", role: "admin" });
  await coffee.facebook.control("PUT", "/usage", { pageId: coffee.page.id, callCount: 1 });
  await coffee.facebook.control("PUT", "/usage", { callCount: 1 });
});

async function wait(milliseconds: number) {
  passed += milliseconds;
  await later(passed);
  await coffee.letTimePass();
  await coffee.works();
}

/** Tom has written to the same Page. */
async function tomsLane() {
  const tom = await coffee.customer("Tom Becker");
  await tom.says("Are you open?");
  await coffee.hears();
  await coffee.works();
  const { conversations } = await listConversations(ana, { q: "Tom" });
  const id = conversations[0]!.id;
  return { tom, answer: (text: string) => sendMessage(ana, id, draftSchema.parse({ text })) };
}

async function reconnect() {
  const pageAccessToken = await coffee.facebook.token(coffee.page.id);
  await connectChannel(ada, { kind: "facebook", pageAccessToken });
  await coffee.works();
}

describe("a dead channel keeps its messages", () => {
  test("the token expires: all lanes wait, one call tells, and after reconnecting all go out once, in order", async () => {
    const { tom, answer } = await tomsLane();
    await coffee.facebook.control("POST", "/tokens/expire", { pageId: coffee.page.id, subcode: 463 });
    const before = await sentSoFar();
    const first = await reply("one");
    const second = await reply("two");
    await answer("We are.");
    await coffee.works();
    await mindOutbox();
    await wait(2 * MINUTE);

    expect(await sentSoFar()).toBe(before + 1);
    expect((await findChannel()).tokenState).toBe("invalid");
    expect(await shown(first.id)).toMatchObject({
      status: "queued",
      failure: null,
      waiting: { reason: "reconnect_needed", message: expect.stringMatching(/reconnect/), retryAt: null },
    });
    expect((await shown(second.id)).waiting?.reason).toBe("earlier_message");

    await reconnect();
    expect(await maria.heard()).toEqual(["one", "two"]);
    expect(await tom.heard()).toEqual(["We are."]);
    expect(await shown(first.id)).toMatchObject({ status: "sent", waiting: null });
    await coffee.hears();
    await coffee.works();
    expect(await maria.heard()).toEqual(["one", "two"]);
  });

  test("expired while an answer was lost: found out first, then everything else, once", async () => {
    await coffee.facebook.control("PUT", "/moods", { hold: true });
    await coffee.fails({ cut: true, when: "after" });
    await reply("one");
    await reply("two");
    await coffee.works();
    await coffee.facebook.control("POST", "/tokens/expire", { pageId: coffee.page.id, subcode: 460 });
    await wait(sendingPatience.echo + SECOND);
    expect((await findChannel()).tokenState).toBe("invalid");
    expect(await ours()).toEqual([
      ["one", "sending"],
      ["two", "queued"],
    ]);

    await reconnect();
    await wait(30 * SECOND);
    expect(await maria.heard()).toEqual(["one", "two"]);
    expect(await ours()).toEqual([
      ["one", "sent"],
      ["two", "sent"],
    ]);
  });

  test("switched off with messages waiting, and on again", async () => {
    const { id } = await reply("one");
    const { id: channelId } = await findChannel();
    await updateChannel(ada, channelId, { active: false });
    const before = await sentSoFar();
    await coffee.works();
    expect((await shown(id)).waiting).toMatchObject({ reason: "channel_inactive", retryAt: null });
    expect(await sentSoFar()).toBe(before);

    await updateChannel(ada, channelId, { active: true });
    await coffee.works();
    expect(await maria.heard()).toEqual(["one"]);
  });

  test("disconnected and connected again", async () => {
    const { id } = await reply("one");
    await disconnectChannel(ada, (await findChannel()).id);
    await coffee.works();
    expect((await shown(id)).waiting?.reason).toBe("channel_disconnected");

    await reconnect();
    expect(await maria.heard()).toEqual(["one"]);
  });

  test.each([
    [true, "sent"],
    [false, "failed"],
  ])("the window shuts meanwhile; people may still write: %s, so it has %s", async (humanAgent, status) => {
    passed = 23 * HOUR;
    await later(passed);
    const { id } = await reply("one");
    await change({ active: false });
    await coffee.works();
    await change({ active: true, humanAgent });
    passed += 2 * HOUR;
    await later(passed);
    await mindOutbox();
    await coffee.works();

    expect(await shown(id)).toMatchObject({ status, waiting: null });
    if (humanAgent) expect((await coffee.sends()).at(-1)?.body).toMatchObject({ tag: "HUMAN_AGENT" });
    else expect((await shown(id)).failure?.reason).toBe("window_closed");
  });

  test("a day is the end of it: it fails in the words of what it waited for", async () => {
    const { id } = await reply("one");
    const behind = await reply("two");
    await change({ active: false });
    await coffee.works();
    passed = sendingPatience.queued + MINUTE;
    await later(passed);
    await mindOutbox();
    await coffee.works();
    for (const late of [id, behind.id])
      expect(await shown(late)).toMatchObject({ status: "failed", failure: { reason: "channel_inactive" } });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["the Page is restricted", { code: 10, subcode: 1893063, status: 400 }, "page_restricted"],
    ["blocked as abusive", { code: 368, status: 400 }, "page_restricted"],
    ["a permission was withdrawn", { code: 10, status: 403 }, "permission_missing"],
  ])(
    "%s: the first refusal holds every lane, and reconnecting lets them go",
    async (_case, fault, reason) => {
      const { tom, answer } = await tomsLane();
      await coffee.fails(fault);
      const before = await sentSoFar();
      const { id } = await reply("one");
      await coffee.works();
      await answer("We are.");
      await coffee.works();

      expect(await sentSoFar()).toBe(before + 1);
      expect(await shown(id)).toMatchObject({
        status: "queued",
        waiting: { reason, retryAt: expect.any(String) },
      });
      await reconnect();
      expect(await maria.heard()).toEqual(["one"]);
      expect(await tom.heard()).toEqual(["We are."]);
    },
  );

  test("200 may be about one person: only their lane waits", async () => {
    const { tom, answer } = await tomsLane();
    await coffee.fails({ code: 200, status: 403 });
    const { id } = await reply("one");
    await coffee.works();
    await answer("We are.");
    await coffee.works();

    expect((await shown(id)).waiting?.reason).toBe("permission_missing");
    expect(await tom.heard()).toEqual(["We are."]);
    await wait(20 * SECOND);
    expect(await maria.heard()).toEqual(["one"]);
  });
});

describe("the platform asks us to slow down", () => {
  test("613 with a time: every lane of the Page waits that long and nobody asks meanwhile", async () => {
    const { tom, answer } = await tomsLane();
    await coffee.facebook.control("PUT", "/usage", { pageId: coffee.page.id, callCount: 101, code: 613 });
    const before = await sentSoFar();
    const { id } = await reply("one");
    await coffee.works();
    await answer("We are.");
    await coffee.works();
    await wait(4 * MINUTE);
    expect(await sentSoFar()).toBe(before + 1);
    const { waiting } = await shown(id);
    expect(waiting).toMatchObject({ reason: "platform_busy", message: "Facebook asked us to slow down." });
    const minutes = (Date.parse(waiting!.retryAt!) - Date.parse(waiting!.since)) / MINUTE;
    expect(minutes).toBeGreaterThan(4.9);
    expect(minutes).toBeLessThan(5.5);

    await coffee.facebook.control("PUT", "/usage", { pageId: coffee.page.id, callCount: 1 });
    await wait(2 * MINUTE);
    expect(await maria.heard()).toEqual(["one"]);
    expect(await tom.heard()).toEqual(["We are."]);
  });

  test("all of the allowance is used though the answer was good: the next one waits", async () => {
    await coffee.facebook.control("PUT", "/usage", { pageId: coffee.page.id, callCount: 100 });
    await reply("one");
    const { id } = await reply("two");
    await coffee.works();
    expect(await maria.heard()).toEqual(["one"]);
    expect((await shown(id)).waiting?.reason).toBe("platform_busy");
  });

  test("most of it is used: names give way, messages go on at a walk", async () => {
    await coffee.facebook.control("PUT", "/usage", { pageId: coffee.page.id, callCount: 85 });
    await reply("one");
    await coffee.works();
    const { calls } = coffee.facebook;
    const before = (await calls(`/${maria.id}`)).length;
    const [pause] = await db.select().from(platformPauses);
    expect(pause?.slowUntil).toBeInstanceOf(Date);
    const [identity] = await db.select().from(contactIdentities);
    await fetchProfile({ identityId: identity!.id });
    expect((await calls(`/${maria.id}`)).length).toBe(before);

    await reply("two");
    await reply("three");
    await coffee.works();
    await wait(3 * SECOND);
    await wait(3 * SECOND);
    expect(await maria.heard()).toEqual(["one", "two", "three"]);
  });

  test("4 is the app's: other Pages of it wait too", async () => {
    await coffee.fails({ code: 4, status: 400 });
    await reply("one");
    await coffee.works();
    const scopes = (await db.select().from(platformPauses)).filter(({ pausedUntil }) => pausedUntil);
    expect(scopes.map(({ scope }) => scope)).toEqual([expect.stringMatching(/^app:/)]);
  });
});

describe("taking back", () => {
  test("what waits can be taken back, and sent after all", async () => {
    await coffee.fails({ code: 613, status: 400 });
    const { id } = await reply("one");
    const behind = await reply("two");
    await coffee.works();

    expect(await cancelMessage(ana, conversationId, id)).toMatchObject({
      status: "failed",
      text: "one",
      failure: { reason: "cancelled", retryable: true },
      waiting: null,
    });
    expect((await cancelMessage(ana, conversationId, id)).status).toBe("failed");
    await wait(MINUTE);
    expect(await maria.heard()).toEqual(["two"]);
    expect((await shown(behind.id)).status).toBe("sent");

    await retryMessage(ana, conversationId, id);
    await coffee.works();
    expect(await maria.heard()).toEqual(["two", "one"]);
  });

  test("what was sent can't", async () => {
    const { id } = await reply("one");
    await coffee.works();
    await expect(cancelMessage(ana, conversationId, id)).rejects.toMatchObject({ code: "conflict" });
  });
});

test("a reply to an own message that has no name yet quotes it all the same", async () => {
  const first = await reply("Which colour?");
  const second = await reply("I mean this.", { replyToId: first.id });
  expect(await shown(second.id)).toMatchObject({ replyToId: first.id, replyTo: { text: "Which colour?" } });

  await coffee.works();
  const [asked, meant] = (await maria.phone()).messages.slice(-2);
  expect(meant?.replyTo).toBe(asked?.mid);
  expect(await shown(second.id)).toMatchObject({ replyToId: first.id, replyTo: { text: "Which colour?" } });
});
