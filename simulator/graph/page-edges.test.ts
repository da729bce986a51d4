import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { APP, Cast, COFFEE, GRACE, MARIA } from "../testing/cast";

let cast: Cast;

beforeAll(async () => {
  cast = await Cast.start();
});
afterAll(() => cast.end());

beforeEach(async () => {
  await cast.control("POST", "/reset", {});
  await cast.control("POST", "/demo");
  await cast.authorise();
});

const subscribe = (fields: string) =>
  cast.graph("POST", `/${COFFEE}/subscribed_apps`, { subscribed_fields: fields });
const subscribed = async () =>
  (await cast.graph("GET", `/${COFFEE}/subscribed_apps`)).body.data?.[0]?.subscribed_fields;

test("subscribed_apps takes all fields or none, and a new list replaces the old one", async () => {
  expect((await subscribe("messages,feed")).body).toEqual({ success: true });
  expect((await subscribe("messages,mentions")).body.error).toMatchObject({
    code: 100,
    message: expect.stringContaining("subscribed_fields[1]"),
  });
  expect(await subscribed()).toEqual(["messages", "feed"]);

  await subscribe("messages,message_echoes");
  expect(await subscribed()).toEqual(["messages", "message_echoes"]);
  expect((await cast.graph("DELETE", `/${COFFEE}/subscribed_apps`)).body).toEqual({ success: true });
  expect(await subscribed()).toBeUndefined();
});

test("one field without its permission refuses them all", async () => {
  await cast.authorise({ scopes: ["pages_show_list", "pages_manage_metadata"] });
  const { status, body } = await subscribe("feed,messages");
  expect(status).toBe(403);
  expect(body.error).toMatchObject({
    code: 200,
    message: expect.stringMatching(/messages.*pages_messaging/),
  });
  expect(await subscribed()).toBeUndefined();
  expect((await subscribe("feed")).status).toBe(200);
});

test("a withdrawn permission answers 10, a missing task 200", async () => {
  await cast.authorise({ userId: GRACE });
  const { psid } = await cast.mariaSays("Hi");
  await cast.control("DELETE", `/users/${GRACE}/permissions/pages_messaging`);
  expect((await cast.send(psid, "Hi")).body.error?.code).toBe(10);

  await cast.control("POST", `/users/${GRACE}/roles`, { pageId: COFFEE, tasks: ["ANALYZE"] });
  await cast.authorise({ userId: GRACE });
  expect((await cast.send(psid, "Hi")).body.error?.code).toBe(200);
  expect((await subscribe("messages")).body.error?.code).toBe(200);
});

test("profiles are shown, withheld or missing", async () => {
  const psid = await cast.psid();
  const read = (id = psid) =>
    cast.graph("GET", `/${id}`, { fields: "first_name,last_name,name,profile_pic,locale" });
  expect((await read()).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  await cast.mariaSays("Now you know me");
  expect((await read()).body).toEqual({
    first_name: "María",
    last_name: "Solano",
    name: "María Solano",
    profile_pic: expect.stringContaining("/cdn/portraits/"),
    locale: "es_ES",
    id: psid,
  });

  await cast.control("PATCH", `/people/${MARIA}`, { profile: "withheld" });
  expect((await read()).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  await cast.control("PATCH", `/people/${MARIA}`, { profile: "phone_only" });
  expect((await read()).body.error).toMatchObject({ error_subcode: 2018218 });
  await cast.control("PATCH", `/people/${MARIA}`, { profile: "visible" });
  await cast.control("POST", "/apps", { id: APP, features: { userProfile: false } });
  expect((await read()).body).toEqual({});
});

test("conversations list newest first; only the 20 newest messages have details", async () => {
  await cast.control("POST", `/people/tom-becker/messages`, { pageId: COFFEE, text: "Hallo" });
  const texts = Array.from({ length: 25 }, (_, index) => `message ${index}`);
  const { mids } = await cast.control("POST", `/people/${MARIA}/messages/batch`, { pageId: COFFEE, texts });
  const psid = await cast.psid();
  await cast.send(psid, "Answer");

  const fields = "id,updated_time,participants,messages.limit(22){id,message,from,to,created_time}";
  const { body } = await cast.graph("GET", `/${COFFEE}/conversations`, { platform: "messenger", fields });
  expect(body.data).toHaveLength(2);
  const conversation = body.data?.[0] as {
    id: string;
    messages: { data: Record<string, unknown>[]; paging: { next: string } };
  };
  expect(conversation).toMatchObject({
    updated_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
    participants: {
      data: [{ name: "María Solano", email: `${psid}@facebook.com`, id: psid }, { id: COFFEE }],
    },
  });
  const { data, paging } = conversation.messages;
  expect(data[0]).toMatchObject({ message: "Answer", from: { id: COFFEE }, to: { data: [{ id: psid }] } });
  expect(data[19]).toMatchObject({ message: "message 6" });
  expect(data[20]).toEqual({ id: mids[5], created_time: expect.any(String) });
  const rest = (await (await fetch(`${paging.next}`)).json()) as { data: object[] };
  expect(rest.data).toHaveLength(4);

  expect((await cast.graph("GET", `/${mids[5]}`, { fields: "message" })).body.error?.code).toBe(9000001);
  expect((await cast.graph("GET", `/${mids[24]}`, { fields: "message" })).body).toEqual({
    id: mids[24],
    message: "message 24",
  });
  const one = await cast.graph("GET", `/${COFFEE}/conversations`, { user_id: psid, limit: 1 });
  expect(one.body.data).toMatchObject([{ id: conversation.id }]);
});

test("the Messenger profile is checked before it changes", async () => {
  const set = (properties: object) => cast.graph("POST", "/me/messenger_profile", { ...properties });
  const menu = [
    { locale: "default", call_to_actions: [{ type: "postback", title: "Orders", payload: "ORDERS" }] },
  ];
  expect((await set({ persistent_menu: menu })).body.error?.code).toBe(100);
  expect((await set({ get_started: { payload: "GO" }, persistent_menu: menu })).body).toEqual({
    result: "success",
  });
  expect((await set({ greeting: [{ locale: "nl_NL", text: "Hoi" }] })).body.error?.code).toBe(100);
  expect(
    (
      await set({
        ice_breakers: [
          { locale: "default", call_to_actions: Array(5).fill({ question: "?", payload: "P" }) },
        ],
      })
    ).body.error?.code,
  ).toBe(100);

  const read = () =>
    cast.graph("GET", "/me/messenger_profile", { fields: "get_started,persistent_menu,greeting" });
  expect((await read()).body).toEqual({ data: [{ get_started: { payload: "GO" }, persistent_menu: menu }] });
  expect(
    (await cast.graph("DELETE", "/me/messenger_profile", { fields: '["persistent_menu"]' })).body,
  ).toEqual({ result: "success" });
  expect((await read()).body).toEqual({ data: [{ get_started: { payload: "GO" } }] });
});

test("thread control follows the routing the Page's owner chose", async () => {
  const { psid } = await cast.mariaSays("Hi");
  const recipient = { recipient: { id: psid } };
  const status = () => cast.graph("GET", "/me", { fields: "messaging_feature_status" });
  expect((await status()).body).toMatchObject({ messaging_feature_status: { hop_v2: false } });
  expect((await cast.graph("POST", "/me/take_thread_control", recipient)).body.error?.code).toBe(27);
  expect((await cast.graph("GET", `/${COFFEE}/thread_owner`, { recipient: psid })).body).toEqual({
    data: [],
  });

  await cast.control("POST", "/pages", { id: COFFEE, defaultAppId: APP });
  await cast.mariaSays("Hi again");
  expect((await status()).body).toMatchObject({ messaging_feature_status: { hop_v2: true } });
  const owner = async () =>
    (await cast.graph("GET", `/${COFFEE}/thread_owner`, { recipient: psid })).body.data?.[0]?.thread_owner;
  expect(await owner()).toEqual({ app_id: APP, expiration: expect.any(Number) });

  await cast.control("POST", `/pages/${COFFEE}/inbox-messages`, { personId: MARIA, text: "I'll take this" });
  expect(await owner()).toMatchObject({ app_id: "263902037430900" });
  expect(
    (await cast.graph("POST", "/me/pass_thread_control", { ...recipient, target_app_id: APP })).body.error,
  ).toMatchObject({
    code: 100,
    error_subcode: 2534037,
  });
  expect(
    (await cast.graph("POST", "/me/pass_thread_control", { ...recipient, target_app_id: "1" })).body.error,
  ).toMatchObject({
    code: 100,
    error_subcode: 2018164,
  });
});

test("what is nowhere is 100/33, and what cannot be asked is told so", async () => {
  expect((await cast.graph("GET", "/1")).body.error).toMatchObject({
    code: 100,
    error_subcode: 33,
    type: "GraphMethodException",
  });
  expect((await cast.graph("GET", `/${COFFEE}/nothing`)).body.error?.code).toBe(2500);
  expect((await cast.graph("GET", `/${COFFEE}`, { fields: "id,colour" })).body.error?.message).toContain(
    "nonexisting field (colour)",
  );
  expect(
    (await cast.graph("GET", `/${COFFEE}`, { fields: "id,picture{url},is_published" })).body,
  ).toMatchObject({
    id: COFFEE,
    is_published: true,
    picture: { data: { url: expect.stringContaining("/cdn/portraits/") } },
  });
});

test("conversations page by cursors, the last page names no next one", async () => {
  for (const personId of [MARIA, "tom-becker"])
    await cast.control("POST", `/people/${personId}/messages`, { pageId: COFFEE, text: "Hallo" });
  const list = (params: object) =>
    cast.graph("GET", `/${COFFEE}/conversations`, { fields: "id,updated_time", limit: 1, ...params });

  const first = (await list({})).body;
  const second = (await list({ after: first.paging?.cursors?.after })).body;
  expect(first.paging?.next).toContain("after=");
  expect(second.paging?.next).toBeUndefined();
  expect(new Set([...(first.data ?? []), ...(second.data ?? [])].map(({ id }) => id)).size).toBe(2);
  expect((await list({ after: "bm93aGVyZQ" })).body.error?.code).toBe(100);
});

test("a request that nobody took up is not listed after 30 days, a thread that somebody wrote in is", async () => {
  await cast.control("POST", `/pages/${COFFEE}/inbox-messages`, {
    personId: "tom-becker",
    text: "Hello Tom",
  });
  await cast.mariaSays("Hi");
  const listed = async () =>
    (await cast.graph("GET", `/${COFFEE}/conversations`, { fields: "id" })).body.data?.length;

  expect(await listed()).toBe(2);
  await cast.moveClock(31 * 24);
  expect(await listed()).toBe(1);
});

test("conversations read too often are refused until the platform's clock has moved on", async () => {
  await cast.control("PUT", "/usage", { historyPerSecond: 2 });
  await cast.control("PUT", "/clock", { offsetSeconds: 3_600 });
  const list = () => cast.graph("GET", `/${COFFEE}/conversations`, { fields: "id" });

  const answers = await Promise.all(Array.from({ length: 40 }, list));
  const refused = answers.filter(({ body }) => body.error);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.body.error).toMatchObject({ code: 613, is_transient: true });

  await cast.control("PUT", "/clock", { offsetSeconds: 3_610 });
  expect((await list()).body.error).toBeUndefined();
});

test("too many nested fields are refused with code 1, fewer are shown", async () => {
  const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);
  for (let index = 0; index < 25; index += 1) {
    const { id } = await cast.control("POST", "/people", { name: `Person ${index}` });
    await cast.control("POST", `/people/${id}/messages/batch`, { pageId: COFFEE, texts });
  }
  const fields = "id,messages.limit(20){id,created_time,from,to,message,attachments}";
  const list = (limit: number) => cast.graph("GET", `/${COFFEE}/conversations`, { fields, limit });

  expect((await list(25)).body.error).toMatchObject({ code: 1, is_transient: true });
  expect((await list(12)).body.data).toHaveLength(12);
});
