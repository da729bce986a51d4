import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { APP, Cast, COFFEE, MARIA, ROASTERY } from "../../testing/cast";

let cast: Cast;
let psid: string;

beforeAll(async () => {
  cast = await Cast.start();
});
afterAll(() => cast.end());

beforeEach(async () => {
  await cast.control("POST", "/reset", {});
  await cast.control("POST", "/demo");
  await cast.authorise();
  ({ psid } = await cast.mariaSays("Is my order on its way?"));
});

test("a reply inside the window arrives on the phone and answers with both ids", async () => {
  const { status, body, headers } = await cast.send(psid, "It ships today.", {
    message: { text: "It ships today.", metadata: "desk:1" },
  });

  expect(status).toBe(200);
  expect(body).toEqual({ recipient_id: psid, message_id: expect.stringMatching(/^m_/) });
  expect(JSON.parse(headers.get("x-business-use-case-usage") ?? "")[COFFEE][0]).toMatchObject({
    type: "messenger",
  });
  const { messages } = await cast.thread();
  expect(messages.at(-1)).toMatchObject({
    mid: body.message_id,
    from: "page",
    text: "It ships today.",
    appId: APP,
    metadata: "desk:1",
  });
});

const long = "x".repeat(2_001);
const quickReply = (title: string) => ({ content_type: "text", title, payload: "P" });

test.each<[string, Record<string, unknown>, number, number | undefined]>([
  ["no recipient", { recipient: undefined }, 100, undefined],
  ["two kinds of recipient", { recipient: { id: "1", user_ref: "2" } }, 100, undefined],
  ["an unknown person", { recipient: { id: "7300000000000001" } }, 100, 2018001],
  ["no message at all", { message: undefined }, 100, undefined],
  ["an empty text", { message: { text: "" } }, 100, undefined],
  ["a text over 2000 characters", { message: { text: long } }, 100, undefined],
  ["a message together with a sender action", { sender_action: "typing_on" }, 100, 2018014],
  ["an unknown messaging type", { messaging_type: "PROMOTION" }, 100, undefined],
  ["a tag missing", { messaging_type: "MESSAGE_TAG" }, 100, undefined],
  ["the dead account tag", { messaging_type: "MESSAGE_TAG", tag: "ACCOUNT_UPDATE" }, 100, 1893061],
  ["the dead event tag", { messaging_type: "MESSAGE_TAG", tag: "CONFIRMED_EVENT_UPDATE" }, 100, 1893061],
  ["the dead purchase tag", { messaging_type: "MESSAGE_TAG", tag: "POST_PURCHASE_UPDATE" }, 100, 1893061],
  [
    "fourteen quick replies",
    { message: { text: "?", quick_replies: Array(14).fill(quickReply("a")) } },
    100,
    undefined,
  ],
  [
    "a long quick reply",
    { message: { text: "?", quick_replies: [quickReply("a".repeat(21))] } },
    100,
    undefined,
  ],
  [
    "an unknown saved upload",
    { message: { attachment: { type: "image", payload: { attachment_id: "1" } } } },
    100,
    2018074,
  ],
  [
    "an address nobody answers at",
    { message: { attachment: { type: "image", payload: { url: "http://127.0.0.1:9/a.png" } } } },
    100,
    2018008,
  ],
  ["a reply to a message of nowhere", { reply_to: { mid: "m_none" } }, 100, undefined],
  ["metadata over 1000 characters", { message: { text: "a", metadata: "x".repeat(1_001) } }, 100, undefined],
])("%s is refused", async (_name, more, code, subcode) => {
  const { status, body } = await cast.send(psid, "Hello", more);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code, type: "OAuthException", fbtrace_id: expect.any(String) });
  expect(body.error?.error_subcode).toBe(subcode);
});

test("exactly 2000 characters, counted as people count them, are fine", async () => {
  expect((await cast.send(psid, "🙂".repeat(2_000))).status).toBe(200);
});

test("checks come in the platform's order: token, proof, permission, object, parameters", async () => {
  const bad = { recipient: undefined };
  const call = (more: object, token = cast.token) =>
    cast.graph("POST", `/${COFFEE}/messages`, { ...bad, ...more }, token);

  expect((await call({ access_token: "", appsecret_proof: "wrong" })).body.error?.code).toBe(104);
  const unknown = await call({ access_token: "EAAnothing", appsecret_proof: "wrong" });
  expect(unknown.body.error?.code).toBe(190);
  expect(unknown.headers.get("www-authenticate")).toMatch(/^OAuth "Facebook Platform" "invalid_token" "/);
  const proof = await call({ appsecret_proof: "wrong" });
  expect(proof.body.error).toMatchObject({ code: 100, type: "GraphMethodException" });
  const scopes = ["pages_show_list"];
  const { accessToken } = await cast.control("POST", `/pages/${ROASTERY}/token`, { appId: APP, scopes });
  expect((await call({}, accessToken)).body.error?.code).toBe(200);
  expect(
    (await call({}, (await cast.control("POST", `/pages/${ROASTERY}/token`, { appId: APP })).accessToken))
      .body.error,
  ).toMatchObject({
    code: 100,
    error_subcode: 33,
  });
  expect((await call({})).body.error).toMatchObject({ code: 100 });
});

test("a token may come as a bearer, and a proof is asked for", async () => {
  const answer = await fetch(`${cast.simulator.url}/v26.0/me`, {
    headers: { Authorization: `Bearer ${cast.token}` },
  });
  expect(((await answer.json()) as { error: object }).error).toMatchObject({
    code: 100,
    message: expect.stringContaining("appsecret_proof"),
  });
});

test("form bodies work as well as JSON", async () => {
  await cast.control("POST", "/apps", { id: APP, requireProof: false });
  const form = new URLSearchParams({
    access_token: cast.token,
    recipient: JSON.stringify({ id: psid }),
    message: JSON.stringify({ text: "Hi" }),
  });
  const answer = await fetch(`${cast.simulator.url}/me/messages`, { method: "POST", body: form });
  expect(await answer.json()).toMatchObject({ recipient_id: psid });
});

test("the window closes after 24 hours, and a human may answer for 7 days", async () => {
  const asHuman = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };
  await cast.moveClock(23.9);
  expect((await cast.send(psid, "In time")).status).toBe(200);
  await cast.moveClock(0.2);
  expect((await cast.send(psid, "Late")).body.error).toMatchObject({ code: 10, error_subcode: 2018278 });
  expect((await cast.send(psid, "By hand", asHuman)).status).toBe(200);
  await cast.moveClock(6 * 24);
  expect((await cast.send(psid, "Too late", asHuman)).body.error).toMatchObject({
    code: 10,
    error_subcode: 2018278,
  });

  await cast.mariaSays("Hello again");
  expect((await cast.send(psid, "Welcome back")).status).toBe(200);
});

test("without the approved feature the human agent tag is refused", async () => {
  await cast.control("POST", "/apps", { id: APP, features: { humanAgent: false } });
  const { body } = await cast.send(psid, "By hand", { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" });
  expect(body.error?.code).toBe(10);
  expect(body.error?.error_subcode).toBeUndefined();
});

test("a person who blocked the Page is unavailable, a restricted Page may not write, a stranger is out of reach", async () => {
  await cast.control("PATCH", `/people/${MARIA}`, { blocks: [COFFEE] });
  expect((await cast.send(psid, "Hi")).body.error).toMatchObject({ code: 551 });
  await cast.control("PATCH", `/people/${MARIA}`, { blocks: [] });

  await cast.control("POST", `/pages/${COFFEE}/restriction`, { code: 10, subcode: 1893063 });
  expect((await cast.send(psid, "Hi")).body.error).toMatchObject({ code: 10, error_subcode: 1893063 });
  await cast.control("POST", `/pages/${COFFEE}/restriction`, null);

  await cast.control("POST", "/apps", { id: APP, mode: "development" });
  const refused = await cast.send(psid, "Hi");
  expect(refused.status).toBe(403);
  expect(refused.body.error).toMatchObject({ code: 200, error_subcode: 2018028 });
});

test("while another app controls the thread the answer is 10/2018300, and taking control helps", async () => {
  await cast.control("POST", "/pages", { id: COFFEE, defaultAppId: "555" });
  await cast.mariaSays("Hello bot");
  expect((await cast.send(psid, "Hi")).body.error).toMatchObject({ code: 10, error_subcode: 2018300 });

  const taken = await cast.graph("POST", "/me/take_thread_control", { recipient: { id: psid } });
  expect(taken.body).toEqual({ success: true });
  await expect.poll(async () => (await cast.send(psid, "Hi")).status).toBe(200);
});

test("usage above 100 percent refuses with the code of its kind", async () => {
  await cast.control("PUT", "/usage", { pageId: COFFEE, callCount: 101 });
  expect((await cast.send(psid, "Hi")).body.error).toMatchObject({ code: 80006, is_transient: true });
  await cast.control("PUT", "/usage", { pageId: COFFEE, callCount: 101, code: 613 });
  expect((await cast.send(psid, "Hi")).body.error?.code).toBe(613);
  await cast.control("PUT", "/usage", { pageId: COFFEE, callCount: 50 });
  await cast.control("PUT", "/usage", { callCount: 120 });
  const { body, headers } = await cast.send(psid, "Hi");
  expect(body.error?.code).toBe(4);
  expect(JSON.parse(headers.get("x-app-usage") ?? "")).toMatchObject({ call_count: 120 });
});

test("sender actions show on the phone", async () => {
  const act = (sender_action: string, more = {}) =>
    cast.graph("POST", "/me/messages", { recipient: { id: psid }, sender_action, ...more });
  expect((await act("typing_on")).body).toEqual({ recipient_id: psid });
  expect((await cast.thread()).typing).toBe(true);
  await cast.moveClock(21 / 3_600);
  expect((await cast.thread()).typing).toBe(false);

  await act("mark_seen");
  const { messages } = await cast.thread();
  expect(messages[0]).toMatchObject({ seen: true });

  await act("react", { payload: { message_id: messages[0]?.mid, reaction: "❤️" } });
  expect((await cast.thread()).messages[0]).toMatchObject({ pageReaction: "❤️" });
  await act("unreact", { payload: { message_id: messages[0]?.mid } });
  expect((await cast.thread()).messages[0]).toMatchObject({ pageReaction: null });
});

test("media is fetched from its address, or uploaded with the send, and can be kept for 90 days", async () => {
  await cast.control("POST", `/people/${MARIA}/messages`, {
    pageId: COFFEE,
    attachments: [{ type: "image" }],
  });
  const url = (await cast.thread()).messages.at(-1)?.attachments[0]?.url;
  const byAddress = await cast.graph("POST", "/me/messages", {
    recipient: { id: psid },
    message: { attachment: { type: "image", payload: { url, is_reusable: true } } },
  });
  const savedId = String(byAddress.body.attachment_id);
  expect(savedId).toMatch(/^\d+$/);

  const again = { message: { attachment: { type: "image", payload: { attachment_id: savedId } } } };
  expect((await cast.send(psid, "", again)).status).toBe(200);
  const asVideo = { message: { attachment: { type: "video", payload: { url } } } };
  expect((await cast.send(psid, "", asVideo)).body.error).toMatchObject({
    code: 100,
    error_subcode: 2018047,
  });

  await cast.control("POST", "/apps", { id: APP, requireProof: false });
  const form = new FormData();
  form.set("access_token", cast.token);
  form.set("recipient", JSON.stringify({ id: psid }));
  form.set("message", JSON.stringify({ attachment: { type: "file", payload: {} } }));
  form.set("filedata", new File(["hello"], "note.txt", { type: "text/plain" }));
  const uploaded = await fetch(`${cast.simulator.url}/v26.0/me/messages`, { method: "POST", body: form });
  expect(await uploaded.json()).toMatchObject({ message_id: expect.any(String) });
  const file = (await cast.thread()).messages.at(-1)?.attachments[0];
  expect(file?.name).toBe("note.txt");
  expect(await (await fetch(file?.url ?? "")).text()).toBe("hello");

  await cast.moveClock(91 * 24);
  await cast.mariaSays("Still here");
  expect((await cast.send(psid, "", again)).body.error).toMatchObject({ code: 100, error_subcode: 2018074 });
  expect((await fetch(file?.url ?? "")).status).toBe(403);
});

test("faults strike before the work or after it", async () => {
  await cast.control("POST", "/faults", { method: "POST", path: "/messages$", status: 503, code: 2 });
  expect((await cast.send(psid, "Lost")).status).toBe(503);
  expect((await cast.thread()).messages).toHaveLength(1);

  await cast.control("POST", "/faults", { path: "/messages$", code: 1, subcode: 99, when: "after" });
  expect((await cast.send(psid, "Arrived all the same")).body.error).toMatchObject({
    code: 1,
    error_subcode: 99,
  });
  expect((await cast.thread()).messages.at(-1)).toMatchObject({ text: "Arrived all the same" });

  await cast.control("POST", "/faults", { path: "/messages$", cut: true, when: "after" });
  await expect(cast.send(psid, "Cut off")).rejects.toThrow();
  expect((await cast.thread()).messages.at(-1)).toMatchObject({ text: "Cut off" });
  expect(await cast.control("GET", "/faults")).toEqual({ faults: [] });
  expect((await cast.send(psid, "Fine again")).status).toBe(200);
});

test("the log of calls hides all but the end of a token", async () => {
  await cast.send(psid, "Hi");
  const { calls } = await cast.control("GET", "/calls?path=/messages&limit=1");
  expect(calls[0]).toMatchObject({
    method: "POST",
    path: "/me/messages",
    appId: APP,
    pageId: COFFEE,
    status: 200,
    body: { access_token: `…${cast.token.slice(-4)}`, message: { text: "Hi" } },
  });
});
