import { afterEach, beforeEach, expect, test } from "vitest";
import { ALL_FIELDS, APP, Cast, COFFEE, MARIA } from "../testing/cast";

let cast: Cast;

beforeEach(async () => {
  cast = await Cast.start();
  await cast.connect();
});
afterEach(() => cast.end());

const appToken = () => `${APP}|${cast.secret}`;
const subscriptions = async () =>
  (await cast.graph("GET", `/${APP}/subscriptions`, {}, appToken())).body.data?.[0];
const received = () => cast.receiver.arrivals.length;

test("whoever sets the app's callback takes everything, and it can be taken back", async () => {
  const ours = (await subscriptions())?.callback_url as string;
  await cast.control("POST", "/apps", { id: APP, callbackUrl: "http://127.0.0.1:9/other" });
  expect(await subscriptions()).toMatchObject({ callback_url: "http://127.0.0.1:9/other", active: true });
  await cast.mariaSays("Is anybody there?");
  expect(received()).toBe(0);

  const again = await cast.graph(
    "POST",
    `/${APP}/subscriptions`,
    { object: "page", callback_url: ours, verify_token: cast.receiver.verifyToken, fields: "messages,feed" },
    appToken(),
  );
  expect(again.body).toEqual({ success: true });
  expect(await subscriptions()).toMatchObject({
    callback_url: ours,
    fields: [
      { name: "messages", version: "v26.0" },
      { name: "feed", version: "v26.0" },
    ],
  });
});

test("a callback that is switched off gets nothing until the handshake is made again", async () => {
  await cast.control("POST", "/apps", { id: APP, callbackActive: false });
  expect(await subscriptions()).toMatchObject({ active: false });
  await cast.mariaSays("Hello?");
  await cast.idle();
  expect(received()).toBe(0);
});

test("the app as a whole and the Page must agree on a field", async () => {
  await cast.control("POST", "/apps", { id: APP, callbackFields: ["message_reads"] });
  await cast.mariaSays("Hello?");
  await cast.idle();
  expect(received()).toBe(0);

  await cast.control("POST", "/apps", { id: APP, callbackFields: [] });
  await cast.mariaSays("Hello again");
  await cast.idle();
  expect(received()).toBeGreaterThan(0);
});

test("in development mode a stranger is neither heard nor answered", async () => {
  await cast.control("POST", "/apps", { id: APP, mode: "development" });
  const { psid } = await cast.mariaSays("Hello?");
  await cast.idle();
  expect(received()).toBe(0);
  expect((await cast.send(psid, "Hi")).body.error).toMatchObject({ code: 200, error_subcode: 2018028 });

  await cast.control("PATCH", `/people/${MARIA}`, { testerOf: [APP] });
  expect((await cast.send(psid, "Hi")).status).toBe(200);
});

test("an app that was taken off a Page is not in its list", async () => {
  await cast.control("POST", `/pages/${COFFEE}/foreign-subscription`, { appId: APP, fields: null });
  const { body } = await cast.graph("GET", `/${COFFEE}/subscribed_apps`);
  expect(body.data).toEqual([]);
  await cast.control("POST", `/pages/${COFFEE}/foreign-subscription`, { appId: APP, fields: ALL_FIELDS });
  expect((await cast.graph("GET", `/${COFFEE}/subscribed_apps`)).body.data).toHaveLength(1);
});

test("every answer carries the platform's own time", async () => {
  await cast.moveClock(-5);
  const { headers } = await cast.graph("GET", `/${COFFEE}`);
  const hoursBehind = (Date.now() - Date.parse(headers.get("date")!)) / 3_600_000;
  expect(Math.round(hoursBehind)).toBe(5);
});
