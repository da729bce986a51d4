import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as receiveBrought, GET as verifyBrought } from "@/app/api/webhooks/facebook/[appId]/route";
import { POST as receiveOwn, GET as verifyOwn } from "@/app/api/webhooks/facebook/route";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { delivery, onTheWire, signature, written } from "@/db/factories/deliveries";
import { platformApps } from "@/db/schema/channels";
import { messages } from "@/db/schema/conversations";
import { deliveries, setAsideElements, tallies } from "@/db/schema/deliveries";
import { rowCounts } from "@/db/testing/row-counts";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { encrypt } from "@/lib/encryption";
import { openDirectDoor } from "@/lib/startup/http-doors";
import { MAX_DELIVERY_BYTES } from "./facebook-door";
import { flushTallies } from "./tally";

interface Ask {
  path?: string;
  headers?: Record<string, string>;
  /** What is posted; without it the door is asked with GET. */
  body?: string | Buffer<ArrayBuffer>;
}

type Answer = { status: number; body: string };

const PAGE = "1040055501112223";
const BROUGHT_APP = "990011223344556";
const BROUGHT_SECRET = "secret-of-the-brought-app";
const own = "/api/webhooks/facebook";
const brought = `${own}/${BROUGHT_APP}`;

let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (!openDirectDoor(request, response)) response.writeHead(404).end("left to Next");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await db.insert(platformApps).values({
    id: BROUGHT_APP,
    kind: "facebook",
    secretEncrypted: encrypt(BROUGHT_SECRET),
    verifyToken: "verify-token-of-the-brought-app",
  });
  await createChannel({ externalId: PAGE });
});
afterAll(() => {
  server.close();
});
beforeEach(async () => {
  await flushTallies();
  await db.execute(
    sql`truncate deliveries, contacts, parked_events, set_aside_elements, tallies, events cascade`,
  );
});

/** As Next calls it. */
async function routeDoor({ path = own, headers, body }: Ask): Promise<Answer> {
  const request = new Request(`http://localhost${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...headers, ...(body !== undefined && { "content-length": String(Buffer.byteLength(body)) }) },
    ...(body !== undefined && { body }),
  });
  const appId = /facebook\/([^/?]+)/.exec(path)?.[1];
  const params = appId && Promise.resolve({ appId });
  const [own, brought] = body === undefined ? [verifyOwn, verifyBrought] : [receiveOwn, receiveBrought];
  const answer = params ? await brought(request, { params }) : await own(request);
  return { status: answer.status, body: await answer.text() };
}

/** Over the wire, before Next sees it. */
async function directDoor({ path = own, headers = {}, body }: Ask): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const method = body === undefined ? "GET" : "POST";
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  return { status: answer.status, body: await answer.text() };
}

const doors = { "the route handler": routeDoor, "the direct door": directDoor };

function signed(body: string | Buffer<ArrayBuffer>, secret?: string): Ask {
  return { body, headers: { "x-hub-signature-256": signature(body, secret) } };
}

const asked = (token: string, mode = "subscribe") =>
  `?hub.mode=${mode}&hub.verify_token=${token}&hub.challenge=1158201444`;
const hello = onTheWire(delivery(PAGE, [written(PAGE)]));
const sha1 = `sha1=${createHmac("sha1", process.env.FACEBOOK_APP_SECRET ?? "")
  .update(hello)
  .digest("hex")}`;

describe.each(Object.entries(doors))("%s", (_name, door) => {
  test.each<[string, string, number]>([
    ["the right token", own + asked("verify-token-of-the-tests"), 200],
    ["a wrong token", own + asked("another"), 403],
    ["a token cut short", own + asked("verify-token-of-the-test"), 403],
    ["no token", `${own}?hub.mode=subscribe&hub.challenge=1158201444`, 403],
    ["nothing at all", own, 403],
    ["another mode", own + asked("verify-token-of-the-tests", "unsubscribe"), 403],
    ["a brought app's token", brought + asked("verify-token-of-the-brought-app"), 200],
    ["the installation's token for a brought app", brought + asked("verify-token-of-the-tests"), 403],
    ["an app that nobody knows", `${own}/123456${asked("verify-token-of-the-tests")}`, 403],
  ])("answers a verification with %s", async (_case, path, status) => {
    const answer = await door({ path });

    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body).toBe("1158201444");
    else expect(answer.body).not.toContain("1158201444");
  });

  test.each<[string, Ask]>([
    ["none", { body: hello }],
    ["that of other bytes", { body: hello, headers: { "x-hub-signature-256": signature(`${hello} `) } }],
    [
      "that of another secret",
      { body: hello, headers: { "x-hub-signature-256": signature(hello, "guess") } },
    ],
    [
      "one without its algorithm",
      { body: hello, headers: { "x-hub-signature-256": signature(hello).slice(7) } },
    ],
    ["one cut short", { body: hello, headers: { "x-hub-signature-256": signature(hello).slice(0, -2) } }],
    ["something else", { body: hello, headers: { "x-hub-signature-256": "sha256=not hexadecimal" } }],
    ["only the old one", { body: hello, headers: { "x-hub-signature": sha1 } }],
    ["the installation's for a brought app", { ...signed(hello), path: brought }],
    ["a brought app's for the installation", signed(hello, BROUGHT_SECRET)],
    ["a true one of an app that nobody knows", { ...signed(hello), path: `${own}/123456` }],
  ])("refuses a delivery whose signature is %s, and leaves no trace but a count", async (_case, ask) => {
    const before = await rowCounts();
    expect((await door(ask)).status).toBe(401);
    await flushTallies();

    expect(await rowCounts()).toEqual({ ...before, tallies: 1 });
    expect(await db.select({ name: tallies.name, count: tallies.count }).from(tallies)).toEqual([
      { name: "facebook.signature_refused", count: 1 },
    ]);
  });

  test("keeps the bytes of a signed delivery as they came, escapes and all", async () => {
    const bytes = onTheWire(delivery(PAGE, [written(PAGE, { text: "Café? 50 €/kg 🙂" })]));
    expect(bytes).toContain(String.raw`Caf\u00e9? 50 \u20ac\/kg \ud83d\ude42`);
    expect(await door(signed(bytes))).toEqual({ status: 200, body: "EVENT_RECEIVED" });

    const [kept] = await db.select().from(deliveries);
    expect(kept).toMatchObject({ appId: process.env.FACEBOOK_APP_ID, openedAt: null });
    expect(kept?.body.toString()).toBe(bytes);

    await openDeliveries();
    expect(await texts()).toEqual(["Café? 50 €/kg 🙂"]);
  });

  test("takes a brought app's delivery by that app's own secret", async () => {
    expect((await door({ ...signed(hello, BROUGHT_SECRET), path: brought })).status).toBe(200);

    expect(await db.select({ appId: deliveries.appId }).from(deliveries)).toEqual([{ appId: BROUGHT_APP }]);
  });

  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  test.each<[string, string | Buffer<ArrayBuffer>]>([
    ["empty", ""],
    ["not JSON", "{entry: what?"],
    ["a list", "[]"],
    ["a number", "5"],
    ["null", "null"],
    ["a text", '"page"'],
    ["an empty object", "{}"],
    ["without a list of entries", '{"object":"page","entry":{"0":[]}}'],
    ["of entries that are none", '{"object":"page","entry":[null,5,"x",[],{}]}'],
    ["nested 100,000 times", deep],
    ["nested 100,000 times further down", `{"object":"page","entry":[{"id":"1","messaging":[${deep}]}]}`],
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0xff, 0xfe, 0x22, 0x7d])],
    ["5 MB of one text", JSON.stringify(delivery(PAGE, [written(PAGE, { text: "a".repeat(5_000_000) })]))],
    ["5 MB of digits", `{"object":"page","entry":[${"9".repeat(5_000_000)}]}`],
    ["about something else than a Page", '{"object":"instagram","entry":[{"id":"1"}]}'],
  ])("keeps what is %s, and opening it breaks nothing", async (_case, body) => {
    expect((await door(signed(body))).status).toBe(200);
    expect((await door(signed(hello))).status).toBe(200);

    // What is large is opened by itself.
    while ((await openDeliveries()) > 0);
    expect(await db.select({ problem: deliveries.problem }).from(deliveries)).toEqual([
      { problem: null },
      { problem: null },
    ]);
    expect(await texts()).toContain("Do you deliver?");
  });

  test("one bad element does not stop those beside it", async () => {
    const odd = [null, 5, "text", [], {}, { sender: 5 }, { sender: { id: {} }, message: [] }];
    const unknown = {
      ...written(PAGE, { text: "with fields of tomorrow" }),
      tomorrow: { a: [1] },
      "\u0000": "\ud800",
    };
    const elements = [
      ...odd,
      written(PAGE, { text: "before" }),
      ...odd,
      unknown,
      written(PAGE, { text: "after" }),
    ];
    const body = JSON.stringify(delivery(PAGE, elements)).replace("[null", `[${deep},null`);
    expect((await door(signed(body))).status).toBe(200);

    await openDeliveries();
    expect(await texts()).toEqual(["before", "with fields of tomorrow", "after"]);
    expect(await db.select().from(setAsideElements)).toHaveLength(odd.length * 2 + 1);
  });

  test("refuses what is larger than any delivery, kept nowhere", async () => {
    const before = await rowCounts();
    expect((await door(signed("a".repeat(MAX_DELIVERY_BYTES + 1)))).status).toBe(413);
    expect((await door(signed("a".repeat(MAX_DELIVERY_BYTES)))).status).toBe(200);

    expect(await rowCounts()).toEqual({ ...before, deliveries: 1 });
  });
});

test("the direct door leaves every other path to Next", async () => {
  for (const path of ["/api/webhooks", `${own}s`, `${own}/1/2`, `/x${own}`, "/"])
    expect(await directDoor({ path })).toEqual({ status: 404, body: "left to Next" });
});

async function texts() {
  const rows = await db.select({ text: messages.text }).from(messages).orderBy(messages.sequence);
  return rows.map(({ text }) => text);
}
