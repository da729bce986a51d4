import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { APP, Cast, COFFEE, MARIA } from "../testing/cast";
import { kindOf } from "../testing/receiver";

let cast: Cast;

beforeEach(async () => {
  cast = await (await Cast.start()).connect();
});
afterEach(() => cast.end());

const texts = () => cast.receiver.events().map(({ message }) => (message as { text: string }).text);
const kinds = () => cast.receiver.events().map(kindOf);

test("a message arrives signed over exactly its bytes, escaped, in the platform's envelope", async () => {
  const { mid, psid } = await cast.mariaSays("¿Abierto? 🙂 a/b");
  await cast.receiver.count(1);

  const [{ bytes, headers } = { bytes: "", headers: {} }] = cast.receiver.arrivals;
  expect(bytes).toContain("\\u00bfAbierto? \\ud83d\\ude42 a\\/b");
  expect(bytes).toMatch(/^[\x20-\x7e]*$/);
  const sign = (kind: string) => createHmac(kind, cast.secret).update(bytes).digest("hex");
  expect(headers).toMatchObject({
    "content-type": "application/json",
    "x-hub-signature-256": `sha256=${sign("sha256")}`,
    "x-hub-signature": `sha1=${sign("sha1")}`,
  });
  expect(JSON.parse(bytes)).toEqual({
    object: "page",
    entry: [
      {
        id: COFFEE,
        time: expect.any(Number),
        messaging: [
          {
            sender: { id: psid },
            recipient: { id: COFFEE },
            timestamp: expect.any(Number),
            message: { mid, text: "¿Abierto? 🙂 a/b" },
          },
        ],
      },
    ],
  });
});

test("a reply comes back as echo, then delivery, then read", async () => {
  await cast.control("POST", "/phone", { autoRead: true });
  const { psid } = await cast.mariaSays("Hi");
  const { body } = await cast.send(psid, "", { message: { text: "Hello", metadata: "desk:42" } });
  await cast.receiver.count(4);

  expect(kinds()).toEqual(["message", "echo", "delivery", "read"]);
  const [, echo, delivery] = cast.receiver.events();
  expect(echo).toMatchObject({
    sender: { id: COFFEE },
    recipient: { id: psid },
    message: { is_echo: true, app_id: Number(APP), metadata: "desk:42", mid: body.message_id, text: "Hello" },
  });
  expect(delivery).toMatchObject({ sender: { id: psid }, delivery: { mids: [body.message_id] } });
});

test("every act of a person has its event", async () => {
  const { mid } = await cast.mariaSays("Hi");
  const act = (path: string, body: object) =>
    cast.control("POST", `/people/${MARIA}/${path}`, { pageId: COFFEE, ...body });
  await act("postbacks", { title: "Get started", payload: "GET_STARTED" });
  await act("referrals", { ref: "spring" });
  await act("reactions", { mid, emoji: "❤️" });
  await act("reactions", { mid, action: "unreact" });
  await act("edits", { mid, text: "Hi there" });
  await act("reads", {});
  await act("optins", { type: "notification_messages", payload: "x" });
  await act("messages", { quickReplyPayload: "GREEN", text: "Green", replyTo: mid });
  for (const type of ["image", "audio", "video", "file", "sticker", "location", "fallback"])
    await act("messages", { attachments: [{ type }] });
  await cast.control("POST", `/pages/${COFFEE}/inbox-messages`, { personId: MARIA, text: "From the inbox" });
  await cast.idle();

  expect(kinds()).toEqual([
    ...["message", "postback", "referral", "reaction", "reaction", "message_edit", "read", "optin"],
    ...Array(8).fill("message"),
    ...["echo", "delivery"],
  ]);
  const events = cast.receiver.events();
  expect(events[3]).toMatchObject({ reaction: { mid, action: "react", reaction: "love", emoji: "❤️" } });
  expect(events[4]).toMatchObject({ reaction: { mid, action: "unreact", reaction: "love", emoji: "❤️" } });
  expect(events[5]).toMatchObject({ message_edit: { mid, text: "Hi there", num_edit: 1 } });
  expect(events[8]).toMatchObject({
    message: { quick_reply: { payload: "GREEN" }, reply_to: { mid, is_self_reply: true } },
  });
  expect(events[13]).toMatchObject({
    message: { attachments: [{ type: "sticker", payload: { sticker_id: 369239263222822 } }] },
  });
  expect(events.at(-2)).toMatchObject({ message: { is_echo: true, app_id: 263902037430900 } });

  const image = events[9] as { message: { attachments: { payload: { url: string } }[] } };
  const picture = await fetch(image.message.attachments[0]?.payload.url ?? "");
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect(
    Buffer.from(await picture.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
});

test("only subscribed fields are sent", async () => {
  await cast.control("POST", `/pages/${COFFEE}/foreign-subscription`, {
    appId: APP,
    fields: ["message_echoes"],
  });
  const { psid } = await cast.mariaSays("Nobody hears this");
  await cast.send(psid, "Echo only");
  await cast.receiver.count(1);
  await cast.idle();
  expect(kinds()).toEqual(["echo"]);

  await cast.control("POST", `/pages/${COFFEE}/foreign-subscription`, { appId: APP, fields: null });
  await cast.mariaSays("Nor this");
  await cast.idle();
  expect(cast.receiver.arrivals).toHaveLength(1);
});

test("while another app controls the thread, ours stands by", async () => {
  await cast.control("POST", "/pages", { id: COFFEE, defaultAppId: "555" });
  await cast.control("POST", `/people/${MARIA}/postbacks`, {
    pageId: COFFEE,
    title: "Menu",
    payload: "SECRET",
  });
  await cast.receiver.count(1);
  const { entry } = JSON.parse(cast.receiver.arrivals[0]?.bytes ?? "");
  expect(entry[0].messaging).toBeUndefined();
  expect(entry[0].standby[0].postback).toEqual({ mid: expect.any(String), title: "Menu" });
});

test("many messages keep their order, in one delivery or in many", async () => {
  const all = Array.from({ length: 60 }, (_, index) => `message ${index}`);
  for (const text of all.slice(0, 30)) await cast.mariaSays(text);
  await cast.control("POST", `/people/${MARIA}/messages/batch`, {
    pageId: COFFEE,
    texts: all.slice(30),
    perDelivery: 10,
  });
  await cast.idle();
  expect(cast.receiver.arrivals).toHaveLength(33);
  expect(texts()).toEqual(all);
});

test("held deliveries wait, and go in the order asked for", async () => {
  await cast.control("PUT", "/moods", { hold: true });
  for (const text of ["one", "two", "three"]) await cast.mariaSays(text);
  expect(cast.receiver.arrivals).toHaveLength(0);
  expect((await cast.control("GET", "/deliveries")).deliveries.map(({ state }) => state)).toEqual([
    "held",
    "held",
    "held",
  ]);

  expect(await cast.control("POST", "/deliveries/release", { order: "reverse" })).toEqual({
    delivered: 3,
    failed: 0,
  });
  expect(texts()).toEqual(["three", "two", "one"]);
});

test("moods repeat, gather and shuffle", async () => {
  await cast.control("PUT", "/moods", { repeat: 3 });
  await cast.mariaSays("again");
  await cast.idle();
  expect(texts()).toEqual(["again", "again", "again"]);
  expect(new Set(cast.receiver.arrivals.map(({ bytes }) => bytes)).size).toBe(1);

  await cast.control("PUT", "/moods", { repeat: 1, perDelivery: 5 });
  const gathered = [0, 1, 2, 3, 4].map((index) => `gathered ${index}`);
  await Promise.all(gathered.map((text) => cast.mariaSays(text)));
  await cast.idle();
  expect(texts().slice(3).sort()).toEqual(gathered);
  expect(cast.receiver.arrivals.length).toBeLessThan(8);

  await cast.control("PUT", "/moods", { perDelivery: 1, shuffle: true });
  const before = texts().length;
  const all = Array.from({ length: 20 }, (_, index) => `shuffled ${index}`);
  await Promise.all(all.map((text) => cast.mariaSays(text)));
  await cast.idle();
  const came = texts().slice(before);
  expect(came).not.toEqual(all);
  expect([...came].sort()).toEqual([...all].sort());
});

test("what is not answered 200 is tried again on the platform's schedule", async () => {
  cast.receiver.statuses = [500, 0, 503, 200];
  await cast.mariaSays("Keep trying");
  await cast.receiver.count(2);
  await expect
    .poll(async () => (await cast.control("GET", "/deliveries")).deliveries[0]?.state)
    .toBe("retrying");
  await cast.moveClock(5 / 3_600);
  await cast.receiver.count(3);
  await expect
    .poll(async () => (await cast.control("GET", "/deliveries")).deliveries[0]?.state)
    .toBe("retrying");
  await cast.moveClock(25 / 3_600);
  await cast.idle();

  const [delivery] = (await cast.control("GET", "/deliveries")).deliveries;
  expect(delivery?.state).toBe("delivered");
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 0, 503, 200]);
  expect(new Set(cast.receiver.arrivals.map(({ bytes }) => bytes)).size).toBe(1);
});

test("after an hour of failure the Page is taken off the webhook", async () => {
  cast.receiver.statuses = [500];
  await cast.mariaSays("Nobody there");
  for (const [count, hours] of [
    [2, 5 / 3_600],
    [3, 25 / 3_600],
    [4, 0.1],
    [5, 0.25],
    [6, 1],
  ] as const) {
    await cast.receiver.count(count);
    await expect
      .poll(async () => (await cast.control("GET", "/deliveries")).deliveries[0]?.state)
      .toBe("retrying");
    await cast.moveClock(hours);
  }
  await cast.idle();
  expect((await cast.control("GET", "/deliveries")).deliveries[0]?.state).toBe("lost");
  expect((await cast.graph("GET", `/${COFFEE}/subscribed_apps`)).body).toEqual({ data: [] });
});

test("dropped attempts never reach the receiver, but are made up for", async () => {
  await cast.control("PUT", "/moods", { drop: 1 });
  await cast.mariaSays("Lost at first");
  await expect
    .poll(async () => (await cast.control("GET", "/deliveries")).deliveries[0]?.state)
    .toBe("retrying");
  expect(cast.receiver.arrivals).toHaveLength(0);

  await cast.control("PUT", "/moods", { drop: 0 });
  await cast.moveClock(5 / 3_600);
  await cast.idle();
  expect(texts()).toEqual(["Lost at first"]);
});

test("a test may post bytes of its own, signed as it likes", async () => {
  const post = (body: object) => cast.control("POST", "/deliveries", { appId: APP, ...body });
  expect(await post({ body: "not json", signature: "wrong", headers: { "X-Extra": "1" } })).toEqual({
    status: 200,
    body: "seen",
  });
  await post({ body: { object: "page", entry: [] }, signature: "none" });

  const [first, second] = cast.receiver.arrivals;
  expect(first?.bytes).toBe("not json");
  expect(first?.headers).toMatchObject({
    "x-extra": "1",
    "x-hub-signature-256": expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
  });
  expect(first?.headers["x-hub-signature-256"]).not.toBe(
    `sha256=${createHmac("sha256", cast.secret).update("not json").digest("hex")}`,
  );
  expect(second?.headers["x-hub-signature-256"]).toBeUndefined();
});

test("the handshake succeeds only with the right verify token", async () => {
  expect(await cast.control("POST", `/apps/${APP}/verification`)).toEqual({ verified: true, status: 200 });
  await cast.control("POST", "/apps", { id: APP, verifyToken: "something else" });
  expect(await cast.control("POST", `/apps/${APP}/verification`)).toEqual({ verified: false, status: 403 });
});

test("what the platform forgets to deliver never comes, and stays in its history", async () => {
  await cast.control("PUT", "/moods", { forget: 1 });
  await cast.mariaSays("Never heard");
  await cast.control("PUT", "/moods", { forget: 0 });
  await cast.mariaSays("Heard");
  await cast.idle();

  expect(cast.receiver.events().map(({ message }) => (message as { text?: string })?.text)).toEqual([
    "Heard",
  ]);
  const { deliveries } = await cast.control("GET", "/deliveries");
  expect(deliveries.map(({ state }) => state).sort()).toEqual(["delivered", "lost"]);
  expect((await cast.thread()).messages.map(({ text }) => text)).toEqual(["Never heard", "Heard"]);
});
