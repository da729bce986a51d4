import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { ChannelCredentials, OutboundMessage } from "@/lib/channels/channel";
import { env } from "@/lib/env";
import { type Simulator, startSimulator } from "@/simulator/start-simulator";
import { Receiver } from "@/simulator/testing/receiver";
import { facebook } from "./channel";
import { hasValidSignature } from "./signature";

/** Our words against a platform that was written from its reference, apart from us. */
let simulator: Simulator;
let credentials: ChannelCredentials;

const page = "1040055501112223";
const app = "880011223344556";
const fields = ["messages", "messaging_postbacks", "message_deliveries", "message_echoes"];
const reply = {
  id: "0197a3b2-0000-7000-8000-00000000abcd",
  place: { kind: "thread" },
  mode: "reply",
  text: "It ships today ☕",
} as const;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
  env.FACEBOOK_GRAPH_URL = simulator.url;
});
afterAll(() => simulator.close());

beforeEach(async () => {
  await control("POST", "reset", {});
  await control("POST", "demo", {});
  const { apps } = z
    .object({ apps: z.array(z.object({ id: z.string(), secret: z.string() })) })
    .parse(await control("GET", "state"));
  const token = await control("POST", `pages/${page}/token`, { appId: app });
  credentials = {
    channelExternalId: page,
    appId: app,
    appSecret: apps.find(({ id }) => id === app)!.secret,
    accessToken: z.object({ accessToken: z.string() }).parse(token).accessToken,
  };
});

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${simulator.url}/control/${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}

const personSchema = z.object({ id: z.string(), psids: z.record(z.string(), z.string()) });

/** Somebody new who has just written, unless it is said otherwise. */
async function customer(profile = "visible", writes = true) {
  const { id } = personSchema.parse(await control("POST", "people", { name: "Ada Sim", profile }));
  if (writes) await control("POST", `people/${id}/messages`, { pageId: page, text: "Do you deliver?" });
  else await control("GET", `people/${id}/threads/${page}`);
  const { psids } = personSchema.parse(await control("GET", `people/${id}`));

  return { id, contactExternalId: psids[page] ?? "" };
}

const phoneSchema = z.object({
  typing: z.boolean(),
  seenByPageAt: z.string().nullable(),
  messages: z.array(
    z.object({ mid: z.string(), from: z.string(), text: z.string(), metadata: z.string().nullish() }),
  ),
});
const phone = async (personId: string) =>
  phoneSchema.parse(await control("GET", `people/${personId}/threads/${page}`));

describe("sending", () => {
  test("reaches the phone, with our id on it", async () => {
    const { id, contactExternalId } = await customer();

    const result = await facebook.send(credentials, { ...reply, contactExternalId });
    expect(result.outcome).toBe("sent");
    expect((await phone(id)).messages.at(-1)).toMatchObject({
      from: "page",
      mid: result.outcome === "sent" && result.externalId,
      text: reply.text,
      metadata: `pagedesk:${reply.id}`,
    });
  });

  test("with quick replies, in answer to their message", async () => {
    const { id, contactExternalId } = await customer();
    const [theirs] = (await phone(id)).messages;
    const message: OutboundMessage = {
      ...reply,
      contactExternalId,
      replyToExternalId: theirs!.mid,
      quickReplies: [{ title: "Green", payload: "COLOR_GREEN" }],
    };

    expect(await facebook.send(credentials, message)).toMatchObject({ outcome: "sent" });
  });

  test("after the window only with the tag, and after seven days not at all", async () => {
    const { contactExternalId } = await customer();
    const message = { ...reply, contactExternalId };
    const tagged = { ...message, mode: "human_agent" } as const;

    await control("PUT", "clock", { offsetSeconds: 25 * 3600 });
    expect(await facebook.send(credentials, message)).toMatchObject({ reason: "window_closed" });
    expect(await facebook.send(credentials, tagged)).toMatchObject({ outcome: "sent" });

    await control("PUT", "clock", { offsetSeconds: 8 * 24 * 3600 });
    expect(await facebook.send(credentials, tagged)).toMatchObject({ reason: "window_closed" });
  });

  test("with a tag that the app was not approved for", async () => {
    const { contactExternalId } = await customer();
    await control("POST", "apps", { id: app, name: "Harbor Desk", features: { humanAgent: false } });
    await control("PUT", "clock", { offsetSeconds: 25 * 3600 });

    const result = await facebook.send(credentials, { ...reply, contactExternalId, mode: "human_agent" });
    expect(result).toMatchObject({ reason: "human_agent_not_approved" });
  });

  test("with a token that has ended, or the secret of another app", async () => {
    const { contactExternalId } = await customer();
    const message = { ...reply, contactExternalId };

    expect(await facebook.send({ ...credentials, appSecret: "another" }, message)).toMatchObject({
      outcome: "rejected",
    });
    await control("POST", "tokens/expire", { pageId: page, subcode: 463 });
    expect(await facebook.send(credentials, message)).toMatchObject({ reason: "reconnect_needed" });
  });

  test("to nobody, or to somebody who has blocked the Page", async () => {
    const { id, contactExternalId } = await customer();
    await control("PATCH", `people/${id}`, { blocks: [page] });

    for (const recipient of ["1234567890123456", contactExternalId]) {
      const result = await facebook.send(credentials, { ...reply, contactExternalId: recipient });
      expect(result).toMatchObject({ reason: "contact_unavailable" });
    }
  });

  test("into an error that came after the work was done: unknown, and sent once", async () => {
    const { id, contactExternalId } = await customer();
    await control("POST", "faults", { path: "/messages$", code: 1, subcode: 1357046, when: "after" });

    expect(await facebook.send(credentials, { ...reply, contactExternalId })).toMatchObject({
      outcome: "unknown",
    });
    expect((await phone(id)).messages.filter(({ from }) => from === "page")).toHaveLength(1);
  });

  test("into a cut connection", async () => {
    const { contactExternalId } = await customer();
    await control("POST", "faults", { path: "/messages$", cut: true });

    expect(await facebook.send(credentials, { ...reply, contactExternalId })).toMatchObject({
      outcome: "unknown",
    });
  });
});

test("typing and seen show on the phone", async () => {
  const { id, contactExternalId } = await customer();

  await facebook.signal(credentials, contactExternalId, "typing");
  await facebook.signal(credentials, contactExternalId, "seen");
  expect(await phone(id)).toMatchObject({ typing: true, seenByPageAt: expect.any(String) });

  await facebook.signal(credentials, contactExternalId, "stopped_typing");
  expect(await phone(id)).toMatchObject({ typing: false });
});

describe("profiles", () => {
  test("a name and a picture", async () => {
    const { contactExternalId } = await customer();

    expect(await facebook.fetchProfile(credentials, contactExternalId)).toMatchObject({
      state: "known",
      name: "Ada Sim",
      pictureUrl: expect.stringContaining("http"),
    });
  });

  test.each(["withheld", "phone_only"])("%s", async (profile) => {
    const { contactExternalId } = await customer(profile);

    expect(await facebook.fetchProfile(credentials, contactExternalId)).toMatchObject({ state: "withheld" });
  });
});

test("what comes over the wire is signed, and every event is read", async () => {
  const receiver = new Receiver();
  await control("POST", "apps", {
    id: app,
    name: "Harbor Desk",
    verifyToken: receiver.verifyToken,
    callbackUrl: await receiver.start(),
  });
  await control("POST", `pages/${page}/foreign-subscription`, { appId: app, fields });
  const { id, contactExternalId } = await customer();
  await control("POST", `people/${id}/postbacks`, { pageId: page, title: "Get started", payload: "START" });
  await control("POST", `people/${id}/messages`, {
    pageId: page,
    attachments: [{ type: "sticker" }, { type: "image" }],
  });
  await facebook.send(credentials, { ...reply, contactExternalId });
  await control("POST", "deliveries/idle", {});
  receiver.stop();

  const opened = receiver.arrivals.map(({ bytes, headers }) => {
    const body = Buffer.from(bytes);
    expect(hasValidSignature(body, String(headers["x-hub-signature-256"]), credentials.appSecret)).toBe(true);
    return facebook.openDelivery(body);
  });
  const events = opened.flatMap((delivery) => delivery.events);
  expect(opened.flatMap(({ setAside }) => setAside)).toEqual([]);
  expect(new Set(events.map((event) => event.contactExternalId))).toEqual(new Set([contactExternalId]));
  expect(events.map(({ type }) => type).sort()).toEqual([
    "delivered",
    "echo",
    "message",
    "message",
    "message",
  ]);
  expect(events.find(({ type }) => type === "echo")).toMatchObject({
    messageId: reply.id,
    appExternalId: app,
  });
});
