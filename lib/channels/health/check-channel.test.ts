import { desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { channelChecks } from "@/db/schema/channel-health";
import { channels } from "@/db/schema/channels";
import { notifications } from "@/db/schema/notifications";
import type { Agent } from "@/lib/auth/agent";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import { connectChannel } from "@/lib/channels/connect-channel";
import { disconnectChannel } from "@/lib/channels/disconnect-channel";
import { standIn } from "@/lib/channels/facebook/graph-stand-in";
import { send } from "@/lib/channels/facebook/send";
import { findChannel } from "@/lib/channels/find-channel";
import { recordPressure } from "@/lib/channels/pacing";
import type { ChannelShape } from "@/lib/channels/shapes";
import { type PretendFacebook, pretendFacebook } from "@/lib/channels/testing/pretend-facebook";
import { unsubscribeChannel } from "@/lib/channels/unsubscribe-channel";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { startSimulator } from "@/simulator/start-simulator";
import { checkChannel, checkChannelByItself } from "./check-channel";
import { findCheck } from "./find-check";
import { mindChannels } from "./mind-channels";
import { takeBackCallback } from "./take-back-callback";

const CALLBACK = `${env.APP_URL}/api/webhooks/facebook`;
const soon = { timeout: 15_000 };

let facebook: PretendFacebook;
let admin: Agent;
let channel: ChannelShape;
/** Who connected the Page. */
let grace: string;

beforeAll(async () => {
  facebook = await pretendFacebook(await startSimulator({ port: 0 }));
});
afterAll(() => facebook.close());

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, notifications, tallies cascade`);
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  await facebook.control("DELETE", "/faults");
  await setCallback(CALLBACK);
  admin = await createAgent({ name: "Ada", role: "admin" });
  const page = await facebook.page("Harbor Coffee");
  grace = (await facebook.account("Grace Harbor", [{ pageId: page.id }])).id;
  channel = await connectAs(page.id, grace);
});

async function connectAs(pageId: string, userId: string) {
  const pageAccessToken = await facebook.token(pageId, { userId });
  return connectChannel(admin, { kind: "facebook", pageAccessToken });
}

const setCallback = (callbackUrl: string | null) =>
  facebook.control("POST", "/apps", { id: env.FACEBOOK_APP_ID, callbackUrl });

async function check() {
  await checkChannel(channel.id, "schedule");
  const { lines } = await findCheck(admin, channel.id);
  return { lines, of: (id: string) => lines.find((line) => line.id === id)! };
}

async function row() {
  return (await findChannel(channel.id)).channel;
}

/** Oldest first. */
async function told() {
  const rows = await db.select().from(notifications).orderBy(notifications.createdAt);
  return rows.map(({ kind, title, solvedAt }) => [kind, title, solvedAt === null ? "open" : "solved"]);
}

async function jobs() {
  const { rows } = await db.execute<{ task_identifier: string }>(
    sql`select task_identifier from graphile_worker.jobs where key = ${`check:${channel.id}`}`,
  );
  return rows.map(({ task_identifier }) => task_identifier);
}

test("a healthy channel is green, and nobody is told", async () => {
  const { lines } = await check();
  expect(lines.filter(({ state }) => state !== "ok").map(({ id }) => id)).toEqual(["mode"]);
  expect(await told()).toEqual([]);
  expect(await row()).toMatchObject({ problems: [], tokenState: "valid" });
});

test("connecting a Page asks for its first check-up at once", async () => {
  expect(await jobs()).toEqual(["check-channel"]);
});

describe("a token that was revoked", () => {
  test("is said once, and its renewal says that it works again; the channel is the same", async () => {
    await facebook.control("POST", `/users/${grace}/password-change`);
    expect((await check()).of("token")).toMatchObject({ state: "broken", detail: "190/460" });
    await check();
    await check();
    expect(await told()).toEqual([["problem", "Harbor Coffee has lost its access", "open"]]);
    expect(await row()).toMatchObject({
      tokenState: "invalid",
      tokenProblem: "190/460",
      problems: ["token"],
    });

    const again = await connectAs(channel.externalId, grace);
    expect(again.id).toBe(channel.id);
    expect((await check()).of("token").state).toBe("ok");
    expect(await told()).toEqual([
      ["problem", "Harbor Coffee has lost its access", "solved"],
      ["news", "Harbor Coffee works again", "open"],
    ]);
    expect(await row()).toMatchObject({ tokenState: "valid", problems: [] });
  });

  test("is noticed by whichever call meets it first", async () => {
    await check();
    await db.execute(sql`delete from graphile_worker._private_jobs`);
    await facebook.control("POST", "/tokens/expire", { pageId: channel.externalId, subcode: 458 });

    const place = { kind: "thread" as const };
    const message = {
      id: crypto.randomUUID(),
      contactExternalId: "1",
      place,
      mode: "reply" as const,
      text: "Hi",
    };
    await send((await channelCredentials(await row()))!, message);

    await expect.poll(jobs, soon).toEqual(["check-channel"]);
    const [noted] = await db.select().from(channelChecks).where(eq(channelChecks.channelId, channel.id));
    expect(noted?.refusal).toMatchObject({ code: 190, subcode: 458 });
  });
});

test("a withdrawn permission is named, and stops sending in words", async () => {
  await facebook.control("DELETE", `/users/${grace}/permissions/pages_messaging`);
  expect((await check()).of("permission:pages_messaging")).toMatchObject({
    state: "broken",
    action: "refresh_permission",
  });
  expect((await row()).problems).toEqual(["permission:pages_messaging"]);
  expect(await told()).toEqual([["problem", "Harbor Coffee may no longer send messages", "open"]]);
});

test("a role that was lost is said with who has to renew it", async () => {
  await facebook.control("DELETE", `/users/${grace}/roles/${channel.externalId}`);
  expect((await check()).of("token")).toMatchObject({
    state: "broken",
    words: expect.stringContaining("another admin of the Page"),
    detail: "190/492",
  });
});

test("a task that was lost is named", async () => {
  await facebook.control("POST", `/users/${grace}/roles`, { pageId: channel.externalId, tasks: ["ANALYZE"] });
  expect((await check()).of("tasks")).toMatchObject({
    state: "broken",
    words: expect.stringMatching(/“Messages” and “Community activity”/),
  });
});

describe("a subscription", () => {
  const setFields = (fields: string[] | null) =>
    facebook.control("POST", `/pages/${channel.externalId}/foreign-subscription`, {
      appId: env.FACEBOOK_APP_ID,
      fields,
    });

  test.each([
    ["that was removed", null],
    ["that was reduced", ["messages"]],
  ])("%s is put back by itself, and said once", async (_what, fields) => {
    await setFields(fields);
    expect((await check()).of("subscription").state).toBe("ok");
    await check();

    expect(await told()).toEqual([["news", "Harbor Coffee: the subscription was lost and is back", "open"]]);
    expect((await row()).subscribedFields).toHaveLength(channel.subscribedFields.length);
  });

  test("that somebody keeps removing is fought over three times and no more", async () => {
    for (let round = 0; round < 4; round += 1) {
      await setFields(null);
      await check();
    }
    expect((await check()).of("subscription")).toMatchObject({
      state: "broken",
      remedy: expect.stringContaining("keeps removing it"),
    });
    expect((await told()).filter(([kind]) => kind === "problem")).toHaveLength(1);
  });

  test("that an admin ended is left alone", async () => {
    await unsubscribeChannel(admin, channel.id);
    expect((await check()).of("subscription")).toMatchObject({ state: "warning", action: "subscribe" });
    expect((await row()).subscribedFields).toEqual([]);
    expect(await told()).toEqual([]);
  });

  test("that can't be put back without a permission waits for somebody", async () => {
    await setFields(null);
    await facebook.control("DELETE", `/users/${grace}/permissions/pages_messaging`);
    const { of } = await check();
    expect(of("subscription").state).toBe("broken");
    expect((await row()).problems).toContain("permission:pages_messaging");
    await check();
    expect((await row()).problems).toContain("permission:pages_messaging");
  });
});

describe("the app's callback", () => {
  test("that another installation took is said, and not taken back by itself", async () => {
    await setCallback("https://other-desk.example/hook");
    expect((await check()).of("callback")).toMatchObject({
      state: "broken",
      words: expect.stringContaining("other-desk.example"),
      action: "take_back",
    });
    await check();
    const { apps } = await facebook.control<{ apps: { id: string; callbackUrl: string }[] }>("GET", "/state");
    expect(apps.find(({ id }) => id === env.FACEBOOK_APP_ID)?.callbackUrl).toBe(
      "https://other-desk.example/hook",
    );
    expect(await told()).toEqual([["problem", "Harbor Coffee no longer receives anything", "open"]]);
  });

  test("is one problem for all Pages of the app", async () => {
    const bakery = await facebook.page("Harbor Bakery");
    const other = await connectChannel(admin, {
      kind: "facebook",
      pageAccessToken: await facebook.token(bakery.id),
    });
    await setCallback(null);
    await check();
    await checkChannel(other.id, "schedule");
    expect(await told()).toHaveLength(1);
  });

  test("is taken back when an admin wants it and Facebook reaches us", async () => {
    await setCallback("https://other-desk.example/hook");
    await expect(takeBackCallback(admin, channel.id)).rejects.toMatchObject({ code: "platform_refused" });
  });
});

test("a wrong secret is the app's line, and hides what only follows from it", async () => {
  const secret = env.FACEBOOK_APP_SECRET;
  onTestFinished(() => {
    env.FACEBOOK_APP_SECRET = secret;
  });
  env.FACEBOOK_APP_SECRET = "ffffffffffffffffffffffffffffffff";
  expect((await check()).of("app").state).toBe("broken");
  expect((await row()).problems).toEqual(["app"]);
});

test("a clock that is wrong is said", async () => {
  const now = vi.spyOn(clock, "now").mockImplementation(() => new Date(Date.now() + 600_000));
  onTestFinished(() => now.mockRestore());
  expect((await check()).of("clock")).toMatchObject({
    state: "warning",
    words: "Our clock is 10 minutes ahead of Facebook’s.",
  });
});

describe("a Facebook that can't be reached", () => {
  test.each([
    ["answers 500", { status: 500, code: 2 }],
    ["cuts the connection", { cut: true }],
    ["asks us to wait", { status: 400, code: 4 }],
  ])("and %s makes lines unknown, never broken", async (_what, fault) => {
    await check();
    await facebook.control("POST", "/faults", { ...fault, times: 50 });
    const { lines } = await check();
    expect(lines.filter(({ state }) => state === "broken")).toEqual([]);
    expect(lines.find(({ id }) => id === "token")?.state).toBe("unknown");
    expect(await told()).toEqual([]);
    expect(await row()).toMatchObject({ tokenState: "valid", problems: [] });
  });

  test("leaves an open problem open", async () => {
    await facebook.control("POST", `/users/${grace}/password-change`);
    await check();
    await facebook.control("POST", "/faults", { status: 503, times: 50 });
    await check();
    expect(await told()).toEqual([["problem", "Harbor Coffee has lost its access", "open"]]);
    expect((await row()).problems).toEqual(["token"]);
  });

  test("and answers a proxy's page is not known either", async () => {
    await standIn((_request, response) => response.writeHead(200).end("<html>maintenance</html>"));
    const { lines } = await check();
    expect(lines.filter(({ state }) => state === "broken")).toEqual([]);
  });
});

test("a token that was taken for dead by mistake is valid again without anybody", async () => {
  await db
    .update(channels)
    .set({ tokenState: "invalid", tokenProblem: "190" })
    .where(eq(channels.id, channel.id));
  await check();
  expect(await row()).toMatchObject({ tokenState: "valid", tokenProblem: null });
});

test("a message that Facebook has and we don't is missed after a while", async () => {
  const { id: personId } = await facebook.control<{ id: string }>("POST", "/people", { name: "María" });
  await facebook.control("PUT", "/moods", { drop: 1 });
  await facebook.control("PUT", "/clock", { offsetSeconds: -3600 });
  onTestFinished(async () => {
    await facebook.control("PUT", "/moods", { drop: 0 });
  });
  await db
    .update(channels)
    .set({ createdAt: new Date(Date.now() - 86_400_000) })
    .where(eq(channels.id, channel.id));
  await facebook.control("POST", `/people/${personId}/messages`, { pageId: channel.externalId, text: "Hi" });
  await facebook.control("PUT", "/clock", { reset: true });

  expect((await check()).of("deliveries")).toMatchObject({
    state: "broken",
    words: expect.stringContaining("that never arrived here"),
  });
});

test("a channel that is disconnected has no problems any more, and isn't looked at", async () => {
  await facebook.control("POST", `/users/${grace}/password-change`);
  await check();
  await disconnectChannel(admin, channel.id);
  expect((await told()).filter(([, , state]) => state === "open")).toEqual([
    ["news", "Harbor Coffee is disconnected", "open"],
  ]);
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  await mindChannels();
  expect(await jobs()).toEqual([]);
});

test("the schedule asks for what is due, and a second time changes nothing", async () => {
  await check();
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  await mindChannels();
  expect(await jobs()).toEqual([]);

  await db.update(channelChecks).set({ dueAt: new Date(Date.now() - 1_000) });
  await mindChannels();
  await mindChannels();
  expect(await jobs()).toEqual(["check-channel"]);
});

test("a scheduled check-up waits while the platform asks to be left alone, one that is wanted now doesn't", async () => {
  const { channel: row } = await findChannel(channel.id);
  await recordPressure(db, row, {
    scope: "page",
    state: "refused",
    reason: "platform_busy",
    seconds: 600,
    detail: "613",
  });
  await db.execute(sql`delete from graphile_worker._private_jobs`);

  await checkChannelByItself({ channelId: channel.id, because: "schedule" });
  expect((await findCheck(admin, channel.id)).checkedAt).toBeNull();
  expect(await jobs()).toEqual(["check-channel"]);
  await checkChannelByItself({ channelId: channel.id, because: "refusal" });
  expect((await findCheck(admin, channel.id)).checkedAt).not.toBeNull();
});

test("what was found before a new connection isn't blamed on it", async () => {
  await facebook.control("POST", `/users/${grace}/password-change`);
  const looking = checkChannel(channel.id, "schedule");
  const again = connectAs(channel.externalId, grace);
  await Promise.all([looking, again]);
  await check();
  expect(await row()).toMatchObject({ tokenState: "valid", problems: [] });
});

test("only an admin reads a check-up", async () => {
  const ana = await createAgent({ name: "Ana" });
  await expect(findCheck(ana, channel.id)).rejects.toMatchObject({ code: "forbidden" });
});

test("no line, refusal or notification holds a secret", async () => {
  const credentials = (await channelCredentials(await row()))!;
  await facebook.control("POST", `/users/${grace}/password-change`);
  await check();
  const everything = JSON.stringify([
    await db.select().from(channelChecks),
    await db.select().from(notifications).orderBy(desc(notifications.createdAt)),
  ]);
  expect(everything).not.toContain(credentials.accessToken);
  expect(everything).not.toContain(credentials.appSecret);
});
