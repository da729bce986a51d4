import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent, createUser } from "@/db/factories/people";
import { channels, platformApps } from "@/db/schema/channels";
import { events } from "@/db/schema/events";
import type { Agent } from "@/lib/auth/agent";
import { decrypt } from "@/lib/encryption";
import { startSimulator } from "@/simulator/start-simulator";
import { channelCredentials } from "./channel-credentials";
import { connectChannel } from "./connect-channel";
import { disconnectChannel } from "./disconnect-channel";
import { neededFields } from "./facebook/subscription-fields";
import { listChannels } from "./list-channels";
import { subscribeChannel } from "./subscribe-channel";
import { type PretendFacebook, pretendFacebook } from "./testing/pretend-facebook";
import { unsubscribeChannel } from "./unsubscribe-channel";
import { updateChannel } from "./update-channel";

let facebook: PretendFacebook;
let admin: Agent;
const messaging = neededFields({ public: false });
const everything = neededFields({ public: true });

beforeAll(async () => {
  facebook = await pretendFacebook(await startSimulator({ port: 0 }));
  admin = await createAgent({ name: "Ana", role: "admin" });
});
afterAll(() => facebook.close());

describe("connecting with a token", () => {
  test("makes a subscribed channel with an encrypted token and an external user", async () => {
    const page = await facebook.page("Harbor Coffee");
    const pageAccessToken = await facebook.token(page.id);

    const channel = await connectChannel(admin, { kind: "facebook", pageAccessToken });

    expect(channel).toMatchObject({
      externalId: page.id,
      name: "Harbor Coffee",
      connected: true,
      subscribed: true,
      tokenState: "valid",
      appId: null,
      externalUser: { name: "Outside Pagedesk" },
    });
    expect(channel.pictureUrl).toMatch(/^http/);
    expect(channel.subscribedFields.toSorted()).toEqual(messaging.toSorted());
    const row = await rowOf(channel.id);
    expect(row.accessTokenEncrypted).not.toContain(pageAccessToken);
    expect(decrypt(row.accessTokenEncrypted!)).toBe(pageAccessToken);
    expect(row.grantedPermissions).toContain("pages_messaging");
    expect(await eventTypes(channel.id)).toEqual(["channel.connected", "channel.changed"]);
  });

  test("is looked at once it is subscribed: a check-up that was quicker has seen a Page without a subscription", async () => {
    const page = await facebook.page("Harbor Lighthouse");
    const { id } = await connect(page.id);

    const { rows } = await db.execute(sql`
      select job.updated_at > event.recorded_at as after from graphile_worker.jobs as job, events as event
      where job.key = ${`check:${id}`} and event.channel_id = ${id} and event.type = 'channel.changed'`);
    expect(rows).toEqual([{ after: true }]);
  });

  test("is for admins", async () => {
    const jonas = await createAgent({ name: "Jonas", role: "manager" });
    await expect(
      connectChannel(jonas, { kind: "facebook", pageAccessToken: "anything" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("refuses a token that Facebook doesn't know, in words and without keeping anything", async () => {
    const before = await listChannels();

    const refusal = connectChannel(admin, { kind: "facebook", pageAccessToken: "EAAunknown1234567890" });

    await expect(refusal).rejects.toMatchObject({ code: "platform_refused", details: { code: 190 } });
    await expect(refusal).rejects.not.toThrow(/EAAunknown/);
    expect(await listChannels()).toEqual(before);
  });

  test("of the same Page again renews the token and keeps name and settings", async () => {
    const page = await facebook.page("Harbor Bakery");
    const first = await connect(page.id);
    await updateChannel(admin, first.id, { name: "Bakery desk", lengthLimit: 900 });

    const again = await connect(page.id);

    expect(again).toMatchObject({ id: first.id, name: "Bakery desk", lengthLimit: 900, subscribed: true });
    expect(again.revision).toBeGreaterThan(first.revision);
  });

  test("by several admins at once makes one channel and one external user", async () => {
    const page = await facebook.page("Harbor Events");
    const connected = await Promise.all([connect(page.id), connect(page.id), connect(page.id)]);

    expect(new Set(connected.map(({ id }) => id)).size).toBe(1);
    expect(new Set(connected.map(({ externalUser }) => externalUser?.id)).size).toBe(1);
  });

  test("brings another app along, whose secret is kept encrypted", async () => {
    const page = await facebook.page("Harbor Roastery");
    await facebook.control("POST", "/apps", { id: "770011", name: "Brought along", secret: "its-secret" });
    const { accessToken } = await facebook.control<{ accessToken: string }>(
      "POST",
      `/pages/${page.id}/token`,
      { appId: "770011" },
    );

    const channel = await connectChannel(admin, {
      kind: "facebook",
      pageAccessToken: accessToken,
      appId: "770011",
      appSecret: "its-secret",
    });

    expect(channel).toMatchObject({ appId: "770011", subscribed: true });
    const [app] = await db.select().from(platformApps);
    expect(app).toMatchObject({ id: "770011", kind: "facebook" });
    expect(decrypt(app!.secretEncrypted)).toBe("its-secret");
    expect(app!.verifyToken.length).toBeGreaterThan(30);
    expect(await channelCredentials(await rowOf(channel.id))).toMatchObject({ appSecret: "its-secret" });
  });

  test("with an app that isn't known asks for its secret", async () => {
    await expect(
      connectChannel(admin, { kind: "facebook", pageAccessToken: "anything", appId: "123" }),
    ).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("appSecret") });
  });
});

describe("the subscription", () => {
  test("takes what the token may have, where it may not have all", async () => {
    const page = await facebook.page("Harbor Books");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const scopes = ["pages_show_list", "pages_manage_metadata"];
    const pageAccessToken = await facebook.token(page.id, { userId: grace.id, scopes });
    const { id } = await connectChannel(admin, { kind: "facebook", pageAccessToken });
    await updateChannel(admin, id, { public: true });

    const channel = await subscribeChannel(admin, id);

    expect(channel.subscribedFields.toSorted()).toEqual(["feed", "mention", "ratings"]);
  });

  test("is refused in words where the token lacks the permission", async () => {
    const page = await facebook.page("Harbor Flowers");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const pageAccessToken = await facebook.token(page.id, {
      userId: grace.id,
      scopes: ["pages_show_list", "pages_manage_metadata"],
    });
    const channel = await connectChannel(admin, { kind: "facebook", pageAccessToken });
    expect(channel).toMatchObject({ connected: true, subscribed: false, tokenState: "valid" });

    await expect(subscribeChannel(admin, channel.id)).rejects.toMatchObject({
      code: "platform_refused",
      message: expect.stringContaining("pages_messaging"),
    });
  });

  test("follows the public switch by itself", async () => {
    const page = await facebook.page("Harbor Garden");
    const { id } = await connect(page.id);

    const shown = await updateChannel(admin, id, { public: true });
    expect(shown.subscribedFields.toSorted()).toEqual(everything.toSorted());

    const hidden = await updateChannel(admin, id, { public: false });
    expect(hidden.subscribedFields.toSorted()).toEqual(messaging.toSorted());
  });

  test("stays off when the switch is turned on a Page that isn't subscribed", async () => {
    const page = await facebook.page("Harbor Hats");
    const { id } = await connect(page.id);
    await unsubscribeChannel(admin, id);

    expect(await updateChannel(admin, id, { public: true })).toMatchObject({
      public: true,
      subscribed: false,
    });
  });

  test("marks the channel when its token is over", async () => {
    const page = await facebook.page("Harbor Ink");
    const { id } = await connect(page.id);
    await facebook.control("POST", "/tokens/expire", { pageId: page.id, subcode: 460 });

    await expect(subscribeChannel(admin, id)).rejects.toMatchObject({ code: "reconnect_needed" });
    expect(await rowOf(id)).toMatchObject({ tokenState: "invalid", tokenProblem: "190/460" });
  });

  test("says that Facebook can't be reached, and changes nothing", async () => {
    const page = await facebook.page("Harbor Jazz");
    const { id } = await connect(page.id);
    await facebook.control("POST", "/faults", { path: "subscribed_apps", cut: true, times: 2 });

    await expect(subscribeChannel(admin, id)).rejects.toMatchObject({ code: "platform_unreachable" });
    expect((await rowOf(id)).subscribedFields.toSorted()).toEqual(messaging.toSorted());
  });
});

describe("disconnecting", () => {
  test("forgets the token and keeps the channel, which connecting brings back as it was", async () => {
    const page = await facebook.page("Harbor Kites");
    const before = await connect(page.id);
    await updateChannel(admin, before.id, { reopenWithinHours: null });

    await disconnectChannel(admin, before.id);

    expect(await rowOf(before.id)).toMatchObject({
      accessTokenEncrypted: null,
      tokenState: "missing",
      subscribedFields: [],
    });
    expect((await listChannels()).map(({ id }) => id)).not.toContain(before.id);
    expect(await channelCredentials(await rowOf(before.id))).toBeNull();

    const revived = await connect(page.id);
    expect(revived).toMatchObject({
      id: before.id,
      connected: true,
      subscribed: true,
      reopenWithinHours: null,
    });
  });

  test("works with a dead token and with the platform away", async () => {
    const page = await facebook.page("Harbor Lamps");
    const { id } = await connect(page.id);
    await facebook.control("POST", "/faults", { path: "subscribed_apps", cut: true, times: 2 });

    await disconnectChannel(admin, id);
    await disconnectChannel(admin, id);

    expect((await rowOf(id)).disconnectedAt).not.toBeNull();
  });
});

describe("settings", () => {
  test("take an external user that exists and can't sign in, and no other", async () => {
    const page = await facebook.page("Harbor Maps");
    const { id } = await connect(page.id);
    const outside = await createUser({ name: "Page team", role: "external" });

    expect(await updateChannel(admin, id, { externalUserId: outside.id })).toMatchObject({
      externalUser: { id: outside.id, name: "Page team" },
    });
    await expect(updateChannel(admin, id, { externalUserId: admin.id })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("raise the revision and are recorded with who changed them", async () => {
    const page = await facebook.page("Harbor Nets");
    const { id, revision } = await connect(page.id);

    const changed = await updateChannel(admin, id, { active: false, seenPolicy: "never", humanAgent: false });

    expect(changed).toMatchObject({
      active: false,
      seenPolicy: "never",
      humanAgent: false,
      revision: revision + 1,
    });
    const [event] = (await db.select().from(events).where(eq(events.channelId, id))).slice(-1);
    expect(event).toMatchObject({ type: "channel.changed", actorId: admin.id });
  });
});

async function connect(pageId: string) {
  return connectChannel(admin, { kind: "facebook", pageAccessToken: await facebook.token(pageId) });
}

async function rowOf(channelId: string) {
  const [row] = await db.select().from(channels).where(eq(channels.id, channelId));
  return row!;
}

async function eventTypes(channelId: string) {
  const recorded = await db.select().from(events).where(eq(events.channelId, channelId)).orderBy(events.id);
  return recorded.map(({ type }) => type);
}
