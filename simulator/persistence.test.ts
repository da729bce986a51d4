import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSimulator } from "./start-simulator";
import { ALL_FIELDS, APP, Cast, COFFEE, MARIA, TOM } from "./testing/cast";
import { Receiver } from "./testing/receiver";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "simulator-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("tokens, ids, threads, files and the clock survive a restart, and what was answered is not sent again", async () => {
  const dataFile = join(folder, "world.json");
  const receiver = new Receiver();
  const before = await (await Cast.start({ dataFile }, receiver)).connect(ALL_FIELDS);
  const { psid } = await before.mariaSays("Answered");
  await before.idle();
  await before.moveClock(2);
  receiver.statuses = [500];
  await before.mariaSays("Not answered");
  await receiver.count(3);
  await expect
    .poll(async () => (await before.control("GET", "/deliveries")).deliveries[0]?.state)
    .toBe("retrying");
  await before.simulator.close();

  receiver.statuses = [200];
  const after = await Cast.start({ dataFile }, receiver);
  after.token = before.token;
  after.secret = before.secret;
  await after.moveClock(5 / 3_600);
  await after.idle();
  expect(receiver.events().map(({ message }) => (message as { text: string }).text)).toEqual([
    "Answered",
    ...Array(3).fill("Not answered"),
  ]);
  expect(await after.psid()).toBe(psid);
  expect((await after.thread()).messages.map(({ text }) => text)).toEqual(["Answered", "Not answered"]);
  expect((await after.control("GET", "/clock")).offsetSeconds).toBeCloseTo(7_205, -1);
  const { body } = await after.send(psid, "Still works");
  expect(body.recipient_id).toBe(psid);
  await after.end();
});

test("what stands in public survives a restart, as a tree", async () => {
  const dataFile = join(folder, "world.json");
  const before = await Cast.start({ dataFile });
  await before.authorise();
  const post = await before.posts({ text: "Autumn is here" });
  const comment = await before.comments(post, "Do you deliver?");
  const reply = await before.comments(comment, "They do", TOM);
  await before.control("PUT", `/pages/${COFFEE}/comment-block`, { seconds: 600 });
  const wall = async (cast: Cast) =>
    (await cast.control("GET", `/pages/${COFFEE}/feed`)).posts.find(({ id }) => id === post);
  const standing = await wall(before);
  await before.simulator.close();

  const after = await Cast.start({ dataFile });
  after.token = before.token;
  after.secret = before.secret;
  expect(await wall(after)).toEqual(standing);
  const { body } = await after.graph("GET", `/${comment}/comments`, { fields: "id" });
  expect(body.data).toEqual([{ id: reply }]);
  const refused = await after.graph("POST", `/${comment}/comments`, { message: "We do" });
  expect(refused.body.error?.code).toBe(368);
  await after.end();
});

test("what was held stays held", async () => {
  const dataFile = join(folder, "world.json");
  const receiver = new Receiver();
  const before = await (await Cast.start({ dataFile }, receiver)).connect();
  await before.control("PUT", "/moods", { hold: true });
  await before.mariaSays("Later");
  await before.simulator.close();

  const after = await Cast.start({ dataFile }, receiver);
  expect(receiver.arrivals).toHaveLength(0);
  expect(await after.control("POST", "/deliveries/release", {})).toEqual({ delivered: 1, failed: 0 });
  await after.end();
});

test("the same seed and the same acts give the same ids", async () => {
  const play = async () => {
    const simulator = await startSimulator({ port: 0, seed: 7 });
    const control = async (path: string, body: object) =>
      (await fetch(`${simulator.url}/control${path}`, { method: "POST", body: JSON.stringify(body) })).json();
    await control("/demo", {});
    const { mid } = (await control(`/people/${MARIA}/messages`, { pageId: COFFEE, text: "Hi" })) as {
      mid: string;
    };
    const token = await control(`/pages/${COFFEE}/token`, { appId: APP });
    await simulator.close();
    return { mid, token };
  };
  expect(await play()).toEqual(await play());
});
