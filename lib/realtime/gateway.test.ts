import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq, sql } from "drizzle-orm";
import pg from "pg";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { message } from "@/db/factories/inbound-events";
import { cookieOf, createAgent, createUser } from "@/db/factories/people";
import { comment, post, postId } from "@/db/factories/public-events";
import { conversations } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import type { Agent } from "@/lib/auth/agent";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { assignConversation } from "@/lib/conversations/assign-conversation";
import { applyInboundEvent } from "@/lib/conversations/receiving/apply-inbound-event";
import { applyPublicEvents } from "@/lib/conversations/receiving/apply-public-events";
import { draftSchema, sendMessage } from "@/lib/conversations/sending/send-message";
import { env } from "@/lib/env";
import { recordEvent } from "@/lib/events/record-event";
import { updateUser } from "@/lib/people/update-user";
import { startGateway } from "./gateway";
import { type LiveEvent, liveEventSchema, type Watch } from "./live-event";

let server: Server;
let gateway: { stop(): Promise<void> };
let ana: Agent;
let page: ChannelRow;
let maria: string;
let tom: string;

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events cascade`);
  ana = await createAgent({ name: "Ana" });
  page = await createChannel();
  maria = await says("7300112233445566", "Is my order on its way?");
  tom = await says("7300998877665544", "Are you open?");
  await start();
});
afterEach(async () => {
  await gateway.stop();
  server.close();
});

async function start() {
  server = createServer();
  gateway = await startGateway(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
}

/** @returns the conversation that it is in. */
async function says(contactExternalId: string, text: string) {
  const inbound = message({ channelExternalId: page.externalId, contactExternalId, text, at: new Date() });
  await db.transaction((tx) => applyInboundEvent(tx, page, inbound));
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from conversations c join contact_identities i on i.id = c.identity_id
    where i.external_id = ${contactExternalId}`);
  return rows[0]!.id;
}

/** @returns the id of the publication that is the post. */
async function publish(name: string) {
  const inPublic = { channelExternalId: page.externalId, at: new Date(), post: name };
  await db.transaction((tx) => applyPublicEvents(tx, page, [post(inPublic)]));
  return idOf(postId(inPublic));
}

let comments = 0;
async function commentUnder(name: string, text: string) {
  comments += 1;
  const inPublic = { channelExternalId: page.externalId, at: new Date(), post: name };
  const said = comment({ ...inPublic, comment: `${comments}`, text });
  await db.transaction((tx) => applyPublicEvents(tx, page, [said]));
  return said.externalId;
}

async function idOf(externalId: string) {
  const [found] = await db.select().from(publications).where(eq(publications.externalId, externalId));
  return found!.id;
}

/** A browser window with its socket. */
class Browser {
  readonly heard: LiveEvent[] = [];
  readonly ended: string[] = [];
  readonly opened: Promise<string>;
  readonly #socket: Socket;

  constructor(headers: Record<string, string>) {
    const { port } = server.address() as AddressInfo;
    this.#socket = io(`http://127.0.0.1:${port}`, {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      extraHeaders: headers,
    });
    this.#socket.on("live", (event) => this.heard.push(liveEventSchema.parse(event)));
    this.#socket.on("disconnect", (reason) => this.ended.push(reason));
    this.opened = new Promise((resolve) => {
      this.#socket.on("connect", () => resolve("welcome"));
      this.#socket.on("connect_error", (error) => resolve(error.message));
    });
    onTestFinished(() => {
      this.#socket.disconnect();
    });
  }

  static async of(agent: { id: string }, watch?: Watch): Promise<Browser> {
    const browser = new Browser({ cookie: await cookieOf(agent) });
    expect(await browser.opened).toBe("welcome");
    if (watch) await browser.watch(watch);
    return browser;
  }

  watch(wanted: unknown) {
    return this.#socket.timeout(5_000).emitWithAck("watch", wanted);
  }

  get texts() {
    return this.heard.flatMap((event) => (event.type === "message" ? [event.message.text] : []));
  }

  /** Below posts. */
  get said() {
    return this.heard.flatMap((event) =>
      event.type === "publication" && !event.post ? [event.publication.text] : [],
    );
  }

  /** The conversations whose rows were told of. */
  get rows() {
    return new Set(
      this.heard.flatMap((event) => (event.type === "conversation" ? [event.conversation.id] : [])),
    );
  }

  /** Tells apart what never comes from what has not come yet: this badge is told to everybody, after all else. */
  async hearsOut() {
    const counted = () => this.heard.filter(({ type }) => type === "user").length;
    const before = counted();
    await db.transaction((tx) => recordEvent(tx, { type: "user.changed", userId: bystander.id }));
    await expect.poll(counted, soon).toBeGreaterThan(before);
  }
}

let bystander: { id: string };
beforeEach(async () => {
  bystander = await createUser({ name: "Bela" });
});

/** Patience for a busy machine. */
const soon = { timeout: 10_000 };
const nothing: Watch = { views: [], conversationId: null };

describe("who is let in", () => {
  test("nobody without a session, nor with one that ended", async () => {
    const { id } = await createUser({ name: "Tess", sessionVersion: 2 });
    const disabled = await createUser({ name: "Nils", disabledAt: new Date() });
    const cookies = [
      "",
      "next-auth.session-token=nonsense",
      await cookieOf({ id, sessionVersion: 1 }),
      await cookieOf(disabled),
    ];

    for (const cookie of cookies) expect(await new Browser({ cookie }).opened).toBe("signed_out");
  });

  test.each<[string, boolean]>([
    ["https://elsewhere.example", false],
    ["null", false],
    ["not an origin", false],
    ["http://localhost.elsewhere.example:3000", false],
    [new URL(env.APP_URL).origin, true],
  ])("a page of the origin %s: %s", async (origin, welcome) => {
    const browser = new Browser({ cookie: await cookieOf(ana), origin });

    expect((await browser.opened) === "welcome").toBe(welcome);
  });

  test("somebody who is disabled, or changes roles, is put out at once", async () => {
    const ada = await createAgent({ name: "Ada", role: "admin" });
    const jonas = await createAgent({ name: "Jonas" });
    const [first, second, other] = [await Browser.of(jonas), await Browser.of(jonas), await Browser.of(ana)];
    await updateUser(ada, jonas.id, { disabled: true });

    await expect
      .poll(() => [...first.ended, ...second.ended], soon)
      .toEqual(Array(2).fill("io server disconnect"));
    expect(other.ended).toEqual([]);
    expect(await new Browser({ cookie: await cookieOf(jonas) }).opened).toBe("signed_out");
  });
});

describe("who hears what", () => {
  test("an open conversation tells its messages, and no other one's", async () => {
    const browser = await Browser.of(ana, { views: ["mine"], conversationId: maria });
    await says("7300998877665544", "Hello?");
    await says("7300112233445566", "One more thing");

    await expect.poll(() => browser.texts, soon).toEqual(["One more thing"]);
    expect(browser.rows).toEqual(new Set([maria]));
  });

  test("a view tells its rows; what is no longer watched is silent", async () => {
    const browser = await Browser.of(ana, { views: ["unassigned"], conversationId: maria });
    await says("7300998877665544", "Hello?");
    await expect.poll(() => browser.rows, soon).toEqual(new Set([tom]));
    expect(browser.texts).toEqual([]);

    await browser.watch(nothing);
    await says("7300998877665544", "Anybody?");
    await says("7300112233445566", "Me too");
    await browser.hearsOut();
    expect([browser.rows, browser.texts]).toEqual([new Set([tom]), []]);
  });

  test("what is mine tells me wherever I look, and what was mine that it is gone", async () => {
    const jonas = await createAgent({ name: "Jonas" });
    const [mine, his] = [await Browser.of(ana, nothing), await Browser.of(jonas, nothing)];
    await assignConversation(jonas, tom, ana.id);
    await expect.poll(() => mine.rows, soon).toEqual(new Set([tom]));

    await assignConversation(ana, tom, jonas.id);
    await expect.poll(() => his.rows, soon).toEqual(new Set([tom]));
    const told = () =>
      mine.heard.flatMap((event) => (event.type === "conversation" ? event.conversation : []));
    await expect.poll(() => told().at(-1)?.assignee?.name, soon).toBe("Jonas");
  });

  test.each<[string, unknown]>([
    [
      "a conversation that is not there",
      { views: [], conversationId: "00000000-0000-4000-8000-000000000000" },
    ],
    ["an id that is none", { views: [], conversationId: "everyone" }],
    ["more posts than a window shows", { ...nothing, postIds: Array(21).fill(crypto.randomUUID()) }],
    ["a view that is none", { views: ["everything"], conversationId: null }],
    ["another one's room", { views: [], conversationId: null, rooms: ["view:all"] }],
    ["no object", null],
  ])("asking for %s is answered and gives nothing", async (_case, wanted) => {
    const browser = await Browser.of(ana);
    await browser.watch(wanted);
    await says("7300112233445566", "One more thing");
    await browser.hearsOut();

    expect([browser.texts, browser.rows]).toEqual([[], new Set()]);
  });

  test("a watched post tells what is said below it, and no other post", async () => {
    const [watched, other] = [await publish("1"), await publish("2")];
    const below = await idOf(await commentUnder("1", "Do you deliver?"));
    const browser = await Browser.of(ana, { ...nothing, postIds: [watched] });
    const stranger = await Browser.of(ana, { ...nothing, postIds: [below, crypto.randomUUID()] });
    await commentUnder("2", "Nice cup");
    await commentUnder("1", "Me too");
    await expect.poll(() => browser.said, soon).toEqual(["Me too"]);

    await browser.watch({ ...nothing, postIds: [other] });
    await commentUnder("1", "And I");
    await commentUnder("2", "Where is it from?");
    await expect.poll(() => browser.said, soon).toEqual(["Me too", "Where is it from?"]);
    await stranger.hearsOut();
    expect(stranger.said).toEqual([]);
  });

  test("nobody hears of what was rolled back", async () => {
    const browser = await Browser.of(ana, { views: ["all"], conversationId: maria });
    const draft = draftSchema.parse({ text: "Never said" });
    await expect(
      db.transaction(async (tx) => {
        await recordEvent(tx, { type: "conversation.changed", conversationId: tom });
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow();
    await expect(sendMessage(ana, crypto.randomUUID(), draft)).rejects.toThrow();
    await browser.hearsOut();

    expect([browser.texts, browser.rows]).toEqual([[], new Set()]);
  });
});

describe("whatever process changed it", () => {
  /** A connection beside our own pool, as another process has it. */
  async function elsewhere() {
    const client = new pg.Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    onTestFinished(() => client.end());
    const tell = (conversationId: string) =>
      client.query("insert into events (type, conversation_id) values ('conversation.changed', $1)", [
        conversationId,
      ]);
    return { client, tell };
  }

  test("it is told after the commit", async () => {
    const browser = await Browser.of(ana, { views: ["all"], conversationId: null });
    const { client, tell } = await elsewhere();
    await client.query("begin");
    await tell(tom);
    await client.query("select pg_notify('events', '')");
    await browser.hearsOut();
    expect(browser.rows).toEqual(new Set());

    await client.query("commit");
    await expect.poll(() => browser.rows, soon).toEqual(new Set([tom]));
  });

  test("a lower id that commits last is not skipped, even without a hint", async () => {
    const browser = await Browser.of(ana, { views: ["all"], conversationId: null });
    const [slow, fast] = [await elsewhere(), await elsewhere()];
    await slow.client.query("begin");
    await slow.tell(tom);
    await fast.tell(maria);
    await expect.poll(() => browser.rows, soon).toEqual(new Set([maria]));

    await slow.client.query("commit");
    await expect.poll(() => browser.rows, soon).toEqual(new Set([maria, tom]));
  });

  test("nor is one that was begun before the gateway", async () => {
    const [slow, fast] = [await elsewhere(), await elsewhere()];
    await slow.client.query("begin");
    await slow.tell(tom);
    await fast.tell(maria);
    await gateway.stop();
    server.close();
    await start();
    const browser = await Browser.of(ana, { views: ["all"], conversationId: null });
    await browser.hearsOut();

    await slow.client.query("commit");
    await expect.poll(() => browser.rows, soon).toContain(tom);
  });

  test("it is told although the connection that listens was lost", async () => {
    const browser = await Browser.of(ana, { views: ["all"], conversationId: null });
    await db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'pagedesk events'`);
    await db.update(conversations).set({ unreadCount: 7 }).where(eq(conversations.id, tom));
    await db.transaction((tx) => recordEvent(tx, { type: "conversation.changed", conversationId: tom }));

    await expect.poll(() => browser.rows, soon).toEqual(new Set([tom]));
  });
});
