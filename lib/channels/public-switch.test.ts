import { desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { channels } from "@/db/schema/channels";
import { historyRuns } from "@/db/schema/history-runs";
import { notifications } from "@/db/schema/notifications";
import type { Agent } from "@/lib/auth/agent";
import { env } from "@/lib/env";
import { startSimulator } from "@/simulator/start-simulator";
import { connectChannel } from "./connect-channel";
import { neededFields } from "./facebook/subscription-fields";
import { findChannel } from "./find-channel";
import { checkChannel } from "./health/check-channel";
import { findCheck } from "./health/find-check";
import type { ChannelShape } from "./shapes";
import { subscribeChannel } from "./subscribe-channel";
import { type PretendFacebook, pretendFacebook } from "./testing/pretend-facebook";
import { updateChannel } from "./update-channel";

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
  const callbackUrl = `${env.APP_URL}/api/webhooks/facebook`;
  await facebook.control("POST", "/apps", { id: env.FACEBOOK_APP_ID, callbackUrl });
  admin = await createAgent({ name: "Ada", role: "admin" });
  const page = await facebook.page("Harbor Coffee");
  grace = (await facebook.account("Grace Harbor", [{ pageId: page.id }])).id;
  const pageAccessToken = await facebook.token(page.id, { userId: grace });
  channel = await connectChannel(admin, { kind: "facebook", pageAccessToken });
});

const privateFields = neededFields({ public: false });
const publicFields = neededFields({ public: true });

/** What the Page sends to us, as the platform has it. */
async function fieldsAtFacebook() {
  const { pages } = await facebook.control<{
    pages: { id: string; subscriptions: Record<string, string[]> }[];
  }>("GET", "/state");
  return pages.find(({ id }) => id === channel.externalId)?.subscriptions[env.FACEBOOK_APP_ID!] ?? null;
}

const setFieldsAtFacebook = (fields: string[] | null) =>
  facebook.control("POST", `/pages/${channel.externalId}/foreign-subscription`, {
    appId: env.FACEBOOK_APP_ID,
    fields,
  });

/** Each list with this field in it is refused. */
const refuse = (field: string, code: number) =>
  facebook.control("POST", "/faults", {
    method: "POST",
    path: "subscribed_apps$",
    params: `subscribed_fields=.*\\b${field}\\b`,
    status: 403,
    code,
    message: `(#${code}) To subscribe to the ${field} field, a permission is needed.`,
    times: 100,
  });

const row = async () => (await findChannel(channel.id)).channel;
const switchPublic = (isPublic: boolean) => updateChannel(admin, channel.id, { public: isPublic });

async function check() {
  await checkChannel(channel.id, "schedule");
  const { lines } = await findCheck(admin, channel.id);
  return (id: string) => lines.find((line) => line.id === id)!;
}

const told = async () => (await db.select().from(notifications)).map(({ title }) => title);
const runs = async () =>
  (
    await db
      .select()
      .from(historyRuns)
      .where(eq(historyRuns.channelId, channel.id))
      .orderBy(desc(historyRuns.createdAt))
  ).map(({ kind, reason }) => `${kind} ${reason}`);

/** As if no history were being read. */
const endRuns = () => db.update(historyRuns).set({ state: "done", finishedAt: new Date() });

describe("the Public switch", () => {
  test("subscribes the Page to what is said in public at once, and takes it back", async () => {
    expect(await fieldsAtFacebook()).toEqual(privateFields);

    expect(await switchPublic(true)).toMatchObject({
      public: true,
      subscribedFields: publicFields,
      refusedFields: [],
    });
    expect(await fieldsAtFacebook()).toEqual(publicFields);
    const line = await check();
    expect(line("public_receiving").state).toBe("ok");
    expect(line("public_answering").state).toBe("ok");

    expect(await switchPublic(false)).toMatchObject({ public: false, subscribedFields: privateFields });
    expect(await fieldsAtFacebook()).toEqual(privateFields);
  });

  test("subscribes nobody who doesn't want to be subscribed", async () => {
    await setFieldsAtFacebook(null);
    await db.update(channels).set({ subscribedFields: [] });
    await switchPublic(true);
    expect(await fieldsAtFacebook()).toBeNull();
  });

  test.each([
    ["feed", 200, "refresh_permission", "broken"],
    ["mention", 200, "refresh_permission", "warning"],
    ["mention", 100, "subscribe", "warning"],
    ["ratings", 100, "subscribe", "ok"],
  ])(
    "names %s where Facebook refuses it with %i, and keeps the others",
    async (field, code, remedy, state) => {
      await refuse(field, code);

      const switched = await switchPublic(true);

      expect(switched.public).toBe(true);
      expect(switched.subscribedFields).toEqual(publicFields.filter((name) => name !== field));
      expect(switched.refusedFields).toMatchObject([{ name: field, remedy }]);
      expect(switched.refusedFields[0]?.detail).toContain(`(#${code})`);
      const line = await check();
      expect(line("public_receiving").state).toBe(state);
      expect(line("tasks").state).toBe("ok");
    },
  );

  test("stays as it was set while Facebook can't be reached, and the next check-up follows it", async () => {
    await facebook.control("POST", "/faults", { path: "subscribed_apps$", cut: true, times: 10 });
    expect(await switchPublic(true)).toMatchObject({ public: true, subscribedFields: privateFields });

    await facebook.control("DELETE", "/faults");
    expect((await check())("public_receiving").state).toBe("ok");
    expect(await row()).toMatchObject({ subscribedFields: publicFields });
    expect(await told()).toEqual([]);

    await facebook.control("POST", "/faults", { path: "subscribed_apps$", cut: true, times: 10 });
    await switchPublic(false);
    expect(await fieldsAtFacebook()).toEqual(publicFields);
    await facebook.control("DELETE", "/faults");
    await check();
    expect(await fieldsAtFacebook()).toEqual(privateFields);
    expect(await row()).toMatchObject({ subscribedFields: privateFields });
  });

  test("moved back and forth ends as it was moved last", async () => {
    await Promise.all([switchPublic(true), switchPublic(false), switchPublic(true), switchPublic(false)]);
    const isPublic = (await row()).isPublic;
    expect(await fieldsAtFacebook()).toEqual(neededFields({ public: isPublic }));
    expect((await row()).subscribedFields).toEqual(neededFields({ public: isPublic }));
  });
});

describe("a field that a newer version needs", () => {
  beforeEach(async () => {
    await switchPublic(true);
    const older = publicFields.filter((name) => name !== "mention" && name !== "ratings");
    await setFieldsAtFacebook(older);
    await db.update(channels).set({ subscribedFields: older });
  });

  test("is subscribed by the next check-up, and nobody has to be told", async () => {
    await check();
    expect(await fieldsAtFacebook()).toEqual(publicFields);
    expect(await row()).toMatchObject({ subscribedFields: publicFields });
    expect(await told()).toEqual([]);
  });

  test("is asked for once where it is refused, and again when the access may do more", async () => {
    await check();
    await refuse("mention", 200);
    await setFieldsAtFacebook(publicFields.filter((name) => name !== "mention"));
    await check();
    expect(await row()).toMatchObject({ refusedFields: [{ name: "mention", code: 200 }] });

    const asked = async () =>
      (await facebook.calls("subscribed_apps")).filter(({ method }) => method === "POST").length;
    const before = await asked();
    await check();
    expect(await asked()).toBe(before);

    await facebook.control("DELETE", "/faults");
    await db.update(channels).set({ grantedPermissions: ["pages_messaging"] });
    await check();
    expect(await row()).toMatchObject({ refusedFields: [], subscribedFields: publicFields });
  });
});

describe("what was written while a subscription was lost", () => {
  beforeEach(endRuns);

  test("is fetched when the check-up puts it back", async () => {
    await setFieldsAtFacebook(null);
    await check();
    expect((await runs())[0]).toBe("gap subscribed");
    expect(await told()).toEqual(["Harbor Coffee: the subscription was lost and is back"]);
  });

  test("is fetched when an admin subscribes again before any check-up has noticed", async () => {
    await setFieldsAtFacebook(null);
    await subscribeChannel(admin, channel.id);
    expect((await runs())[0]).toBe("gap subscribed");
  });

  test("is not looked for where messages arrived all the time", async () => {
    const before = await runs();
    await subscribeChannel(admin, channel.id);
    await switchPublic(true);
    await setFieldsAtFacebook(privateFields);
    await check();
    expect(await runs()).toEqual(before);
  });
});

test("a permission that is missing is said with its remedy, and asked for where Public is on", async () => {
  await facebook.control("DELETE", `/users/${grace}/permissions/pages_manage_engagement`);
  await switchPublic(true);
  expect((await check())("public_answering")).toMatchObject({
    state: "broken",
    action: "refresh_permission",
    words: expect.stringContaining("pages_manage_engagement"),
  });
  expect((await row()).problems).toEqual(["public_answering"]);

  await switchPublic(false);
  await check();
  expect((await row()).problems).toEqual([]);
});
