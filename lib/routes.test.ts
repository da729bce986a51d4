import { AsyncLocalStorage } from "node:async_hooks";
import { readdirSync } from "node:fs";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { message } from "@/db/factories/inbound-events";
import { cookieOf, createAgent, createUser, PASSWORD } from "@/db/factories/people";
import { channelLogins, channels, platformApps } from "@/db/schema/channels";
import { contactNotes, contacts } from "@/db/schema/contacts";
import { attachments, conversations, messages } from "@/db/schema/conversations";
import { deliveries, setAsideElements } from "@/db/schema/deliveries";
import { users } from "@/db/schema/people";
import { publications } from "@/db/schema/publications";
import type { Agent } from "@/lib/auth/agent";
import { type PretendFacebook, pretendFacebook } from "@/lib/channels/testing/pretend-facebook";
import { applyInboundEvent } from "@/lib/conversations/receiving/apply-inbound-event";
import { deliveryName } from "@/lib/deliveries/delivery-name";
import { encrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
import { inviteUser } from "@/lib/people/invite-user";
import { storage } from "@/lib/storage/storage";
import { storageKey } from "@/lib/storage/storage-key";
import { startSimulator } from "@/simulator/start-simulator";

/** The cookies of the request that is being answered, as Next hands them out. */
const jars = new AsyncLocalStorage<Map<string, string>>();
vi.mock("next/headers", () => ({
  cookies: async () => {
    const jar = jars.getStore()!;
    return {
      get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
      set: (name: string, value: string) => jar.set(name, value),
    };
  },
}));

type Role = Agent["role"];
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Rule {
  /** The lowest role; `anyone` needs no session. */
  role: Role | "anyone";
  /** A body that it takes. */
  body?: () => unknown;
  answers: number;
}

const reads = (role: Rule["role"] = "agent"): Rule => ({ role, answers: 200 });
const does = (role: Rule["role"], answers = 200): Rule => ({ role, answers });
const takes = (role: Rule["role"], body: () => unknown, answers = 200): Rule => ({ role, body, answers });

/** Every route of ours, and who may do what there. A new one fails the test until it stands here. */
const rules: Record<string, Partial<Record<Method, Rule>>> = {
  agents: { GET: reads() },
  "attachments/[attachmentId]": { GET: reads() },
  "attachments/[attachmentId]/copy": { POST: does("agent") },
  channels: {
    GET: reads(),
    POST: takes("admin", () => ({ kind: "facebook", pageAccessToken: world.pageToken }), 201),
  },
  "channels/[channelId]": {
    GET: reads(),
    PATCH: takes("admin", () => ({ name: "Harbor Coffee Roastery" })),
    DELETE: does("admin", 204),
  },
  "channels/[channelId]/callback": { PUT: does("admin", 422) },
  "channels/[channelId]/check-up": { GET: reads("admin"), POST: does("admin") },
  "channels/[channelId]/history": {
    GET: reads("admin"),
    POST: takes("admin", () => ({ kind: "gap" }), 202),
    DELETE: does("admin", 204),
  },
  "channels/[channelId]/subscription": { PUT: does("admin"), DELETE: does("admin") },
  "channels/[channelId]/trial": { GET: reads("admin"), POST: does("admin", 201), DELETE: does("admin", 204) },
  "channels/facebook/callback": { GET: does("admin", 404) },
  "channels/facebook/logins": { POST: takes("admin", () => ({}), 201) },
  "channels/facebook/logins/[loginId]": { GET: reads("admin") },
  "channels/facebook/logins/[loginId]/pages": { POST: takes("admin", () => ({ pageIds: ["1"] }), 410) },
  "channels/facebook/logins/current": { GET: reads("admin") },
  configuration: { GET: reads("admin") },
  "contacts/[contactId]": { GET: reads(), PATCH: takes("agent", () => ({ tags: ["regular"] })) },
  "contacts/[contactId]/picture": { GET: reads() },
  "contacts/[contactId]/notes": { POST: takes("agent", () => ({ text: "Likes it dark." }), 201) },
  "contacts/[contactId]/notes/[noteId]": { DELETE: does("agent") },
  conversations: { GET: reads() },
  "conversations/[conversationId]": { GET: reads() },
  "conversations/[conversationId]/assignment": {
    PUT: takes("agent", () => ({ agentId: world.agent.id })),
    DELETE: does("agent"),
  },
  "conversations/[conversationId]/closure": { POST: does("agent"), DELETE: does("agent") },
  "conversations/[conversationId]/messages": {
    GET: reads(),
    POST: takes("agent", () => ({ text: "It ships today." }), 201),
  },
  "conversations/[conversationId]/messages/[messageId]/link": {
    POST: does("agent", 409),
    DELETE: does("agent", 409),
  },
  "conversations/[conversationId]/messages/[messageId]": { DELETE: does("agent", 409) },
  "conversations/[conversationId]/messages/[messageId]/delivery": { POST: does("agent") },
  "conversations/[conversationId]/messages/[messageId]/raw": { GET: reads("admin") },
  "conversations/[conversationId]/reading": {
    PUT: takes("agent", () => ({ messageId: world.ids.messageId })),
  },
  "conversations/[conversationId]/typing": { PUT: takes("agent", () => ({ typing: true }), 204) },
  counters: { GET: reads() },
  deliveries: { GET: reads("admin") },
  "deliveries/[deliveryId]": { GET: reads("admin") },
  "deliveries/[deliveryId]/raw": { GET: reads("admin") },
  "deliveries/[deliveryId]/replay": { POST: does("admin", 204) },
  "deliveries/count": { GET: reads("admin") },
  "deliveries/replays/current": { DELETE: does("admin", 204) },
  "deliveries/replays": {
    GET: reads("admin"),
    POST: takes("admin", () => ({ deliveries: [world.ids.deliveryId] })),
  },
  health: { GET: reads("anyone") },
  "invitations/[token]": {
    GET: reads("anyone"),
    POST: takes("anyone", () => ({ name: "Tess", password: "coffee in the harbor" }), 204),
  },
  // A message of the contact's waits for nobody's approval.
  "messages/[messageId]/approval": { PUT: does("agent", 409), DELETE: does("agent", 409) },
  "links/[linkToken]/[fileName]": { GET: { role: "anyone", answers: 410 } },
  me: { GET: reads(), PATCH: takes("agent", () => ({ nickname: "Anita" })) },
  "me/password": { PUT: takes("agent", () => ({ current: PASSWORD, next: "coffee in the harbor" }), 204) },
  "posts/[postId]/comments": { GET: reads() },
  "publications/[publicationId]": { DELETE: does("agent") },
  "publications/[publicationId]/conversation": { POST: does("agent") },
  "publications/[publicationId]/hiding": { PUT: does("agent"), DELETE: does("agent") },
  "publications/[publicationId]/like": { PUT: does("agent"), DELETE: does("agent") },
  "parked-lanes": { GET: reads("admin") },
  "parked-lanes/first-events": { DELETE: takes("admin", () => ({ lane: "of nobody" }), 404) },
  "parked-lanes/tries": { POST: takes("admin", () => ({ lane: "of nobody" })) },
  notifications: { GET: reads("admin") },
  "notifications/reading": {
    PUT: takes("admin", () => ({ until: new Date().toISOString() }), 204),
  },
  "set-aside": { GET: reads("admin") },
  setup: {
    POST: takes(
      "anyone",
      () => ({ name: "Eve", email: "eve@harbor.example", password: "coffee in the harbor" }),
      409,
    ),
  },
  // The protocol of uploads has headers in place of JSON: lib/uploads/uploads.test.ts.
  uploads: { POST: does("agent", 400) },
  "uploads/[uploadId]": { GET: reads(), PATCH: does("agent", 400), DELETE: does("agent", 204) },
  users: {
    GET: reads("manager"),
    POST: takes("admin", () => ({ name: "Nils", email: "nils@harbor.example", role: "agent" }), 201),
  },
  "users/[userId]": { PATCH: takes("admin", () => ({ nickname: "Anita" })) },
  "users/[userId]/invitation": { POST: does("admin") },
};

/** Held elsewhere: next-auth's own, and the platform's doors, which a signature opens. */
const heldElsewhere = ["auth/[...nextauth]", "webhooks/facebook", "webhooks/facebook/[appId]"];

const api = path.resolve("app/api");
const routes = readdirSync(api, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .map((file) => path.dirname(file))
  .sort();
const methods: Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const cases = Object.entries(rules).flatMap(([route, of]) =>
  Object.entries(of).map(([method, rule]): [Method, string, Rule] => [method as Method, route, rule]),
);

const SECRET_TOKEN = "EAAB-token-that-nobody-may-see";
const BROUGHT_SECRET = "secret-of-a-brought-app";
const NOBODY = "00000000-0000-4000-8000-000000000000";
const weaker: Record<Role, Role[]> = { agent: [], manager: ["agent"], admin: ["agent", "manager"] };

interface World {
  agent: Agent;
  manager: Agent;
  admin: Agent;
  pageToken: string;
  ids: Record<string, string>;
}

let facebook: PretendFacebook;
let world: World;

beforeAll(async () => {
  facebook = await pretendFacebook(await startSimulator({ port: 0 }));
});
afterAll(() => facebook.close());

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, platform_apps, events, rate_limits cascade`);
  world = await createWorld();
});

async function createWorld(): Promise<World> {
  const admin = await createAgent({ name: "Ada", role: "admin" });
  const manager = await createAgent({ name: "Mira", role: "manager" });
  const agent = await createAgent({ name: "Ana" });
  const page = await facebook.page("Harbor Coffee");
  const pageToken = await facebook.token(page.id);
  const channel = await createChannel({ externalId: page.id, accessToken: pageToken, isPublic: true });
  await createChannel({ name: "Harbor Bakery", accessToken: SECRET_TOKEN });
  await db.insert(platformApps).values({
    id: "990011223344556",
    kind: "facebook",
    secretEncrypted: encrypt(BROUGHT_SECRET),
    verifyToken: "verify-token-of-a-brought-app",
  });
  const inbound = message({ channelExternalId: page.id, at: new Date() });
  await db.transaction((tx) => applyInboundEvent(tx, channel, inbound));
  const [conversation] = await db.select().from(conversations);
  const [first] = await db.select().from(messages);
  const [note] = await db
    .insert(contactNotes)
    .values({ contactId: conversation!.contactId, authorId: agent.id, text: "Called twice." })
    .returning();
  const [attachment] = await db
    .insert(attachments)
    .values({ messageId: first!.id, type: "image", state: "stored", storageKey: storageKey() })
    .returning();
  await storage().put(attachment!.storageKey!, Buffer.from("a picture"), { contentType: "image/png" });
  await db.update(contacts).set({ pictureKey: attachment!.storageKey });
  const [login] = await db
    .insert(channelLogins)
    .values({
      kind: "facebook",
      userId: admin.id,
      stateHash: `hash-of-the-state-${crypto.randomUUID()}`,
      browserHash: "hash-of-the-browser",
      userTokenEncrypted: encrypt(SECRET_TOKEN),
      expiresAt: new Date(Date.now() + 600_000),
    })
    .returning();
  const [delivery] = await db
    .insert(deliveries)
    .values({ kind: "facebook", appId: "1", body: Buffer.from("{}"), openedAt: new Date() })
    .returning();
  const [upload] = await db
    .insert(attachments)
    .values({ type: "file", name: "menu.pdf", size: 5, state: "uploading", uploadedById: agent.id })
    .returning();
  const { postId, publicationId } = await saySomethingInPublic(channel);
  await db.insert(setAsideElements).values({ reason: "malformed", element: { odd: true } });
  const invited = await inviteUser(admin, { name: "Tess", email: "tess@harbor.example", role: "agent" });

  return {
    admin,
    manager,
    agent,
    pageToken,
    ids: {
      channelId: channel.id,
      contactId: conversation!.contactId,
      deliveryId: deliveryName(delivery!),
      noteId: note!.id,
      postId,
      publicationId,
      conversationId: conversation!.id,
      messageId: first!.id,
      attachmentId: attachment!.id,
      loginId: login!.id,
      uploadId: upload!.id,
      linkToken: "token-of-no-link",
      fileName: "menu.pdf",
      userId: invited.user.id,
      token: new URL(invited.invitationUrl!).pathname.split("/").at(-1)!,
    },
  };
}

/** A comment of a person below a post of the Page, here and on the platform. */
async function saySomethingInPublic({ id: channelId, externalId: pageId }: typeof channels.$inferSelect) {
  const { control } = facebook;
  const post = await control<{ id: string }>("POST", `/pages/${pageId}/posts`, { text: "Our autumn roast" });
  const person = await control<{ id: string }>("POST", "/people", { name: "Tom" });
  const comment = await control<{ id: string }>("POST", `/people/${person.id}/comments`, {
    pageId,
    to: post.id,
    text: "Do you deliver?",
  });
  const below = { channelId, postExternalId: post.id, saidAt: new Date() };
  const [card, said] = await db
    .insert(publications)
    .values([
      { ...below, externalId: post.id, kind: "post" },
      {
        ...below,
        externalId: comment.id,
        parentExternalId: post.id,
        kind: "comment",
        authorExternalId: "7300998877665544",
        text: "Do you deliver?",
      },
    ])
    .returning();
  return { postId: card!.id, publicationId: said!.id };
}

interface Ask {
  as?: Agent;
  body?: unknown;
  /** What stands in the address in place of the ids of the world. */
  ids?: Record<string, string>;
  origin?: string | undefined;
}

/** Everything that any route has answered in a test. */
let answered: string[] = [];
beforeEach(() => {
  answered = [];
});

async function ask(method: Method, route: string, { as, body, ids = world.ids, origin }: Ask = {}) {
  const names = [...route.matchAll(/\[(\w+)\]/g)].map(([, name]) => name!);
  const params = Object.fromEntries(names.map((name) => [name, ids[name]!]));
  const address = route.replaceAll(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(params[name]!));
  const request = new Request(`http://localhost:3000/api/${address}`, {
    method,
    headers: { host: "localhost:3000", ...(origin !== undefined && { origin }) },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const jar = new Map(as ? [(await cookieOf(as)).split("=") as [string, string]] : []);
  const handlers = await import(path.join(api, route, "route.ts"));
  const answer: Response = await jars.run(jar, () =>
    handlers[method](request, { params: Promise.resolve(params) }),
  );
  const text = await answer.text();
  answered.push(text, JSON.stringify([...answer.headers]));
  const code = answer.headers.get("content-type")?.includes("json")
    ? JSON.parse(text).error?.code
    : undefined;
  return { status: answer.status, code, text };
}

test("every route stands in the table, with each of its methods", async () => {
  expect(routes).toEqual([...Object.keys(rules), ...heldElsewhere].sort());

  for (const [route, of] of Object.entries(rules)) {
    const exported = Object.keys(await import(path.join(api, route, "route.ts")));
    expect(methods.filter((method) => exported.includes(method))).toEqual(
      methods.filter((method) => of[method]),
    );
  }
});

const whoMay = ({ role }: Rule) => (role === "anyone" ? undefined : world[role]);

test.each(cases.filter(([, , { role }]) => role !== "anyone"))(
  "%s %s is for nobody who is signed out",
  async (method, route, { body }) => {
    expect((await ask(method, route, { body: body?.() })).status).toBe(401);

    const { id, name } = await createUser({ name: "Nils", role: "admin", disabledAt: new Date() });
    expect((await ask(method, route, { as: { id, name, role: "admin" }, body: body?.() })).status).toBe(401);
  },
);

test.each(cases.filter(([, , { role }]) => role === "manager" || role === "admin"))(
  "%s %s is for nobody of a lower role",
  async (method, route, { role, body }) => {
    for (const lower of weaker[role as Role])
      expect((await ask(method, route, { as: world[lower], body: body?.() })).status).toBe(403);
  },
);

test.each(cases.filter(([method]) => method !== "GET"))(
  "%s %s is not done for a page of another site",
  async (method, route, rule) => {
    const others = [
      "https://elsewhere.example",
      "null",
      "nonsense",
      "http://localhost:3000.elsewhere.example",
    ];
    for (const origin of others) {
      const answer = await ask(method, route, { as: whoMay(rule), body: rule.body?.(), origin });
      expect(answer).toMatchObject({ status: 403, code: "wrong_origin" });
    }
  },
);

test.each(cases.filter(([, , { body }]) => body))(
  "%s %s says what is wrong with a body that is none",
  async (method, route, rule) => {
    for (const broken of ["{", "", "null", "[]", "5", '"text"'])
      expect([broken, (await ask(method, route, { as: whoMay(rule), body: broken })).status]).toEqual([
        broken,
        400,
      ]);

    const odd = '{"id":5,"text":5,"name":5,"kind":5,"tags":5,"\\u0000":"\\ud800"}';
    expect((await ask(method, route, { as: whoMay(rule), body: odd })).status).toBeLessThan(500);
  },
);

test.each(cases.filter(([, route]) => /\[\w+Id\]/.test(route)))(
  "%s %s knows nothing by an id that is not ours",
  async (method, route, rule) => {
    for (const [, name] of route.matchAll(/\[(\w+)\]/g)) {
      for (const id of [NOBODY, "1", "../users", "' or 1=1 --", "\u0000"]) {
        const ids = { ...world.ids, [name!]: id };
        const { status } = await ask(method, route, { as: whoMay(rule), body: rule.body?.(), ids });
        // Typing is a signal that nobody waits for: to nobody it goes nowhere.
        const isQuiet = route.endsWith("typing") && id === NOBODY;
        expect([id, status]).toEqual([id, isQuiet ? 204 : 404]);
      }
    }
  },
);

test.each(cases)("%s %s answers whom it is for, without a secret", async (method, route, rule) => {
  const origin = method === "GET" ? undefined : new URL(env.APP_URL).origin;
  const { status, text } = await ask(method, route, { as: whoMay(rule), body: rule.body?.(), origin });
  expect([status, text]).toEqual([rule.answers, expect.anything()]);

  for (const secret of await secrets()) expect(answered.join("\n")).not.toContain(secret);
});

/** What no answer may hold, whoever asks. */
async function secrets() {
  const hashes = await db.select({ hash: users.passwordHash }).from(users);
  const tokens = await db.select({ token: channels.accessTokenEncrypted }).from(channels);
  const [login] = await db.select().from(channelLogins).where(eq(channelLogins.id, world.ids.loginId!));
  return [
    SECRET_TOKEN,
    BROUGHT_SECRET,
    world.pageToken,
    env.FACEBOOK_APP_SECRET,
    env.NEXTAUTH_SECRET,
    env.ENCRYPTION_KEY,
    env.DATABASE_URL,
    login?.userTokenEncrypted,
    login?.stateHash,
    ...hashes.map(({ hash }) => hash),
    ...tokens.map(({ token }) => token),
    "passwordHash",
    "accessTokenEncrypted",
    "secretEncrypted",
    "userTokenEncrypted",
    "sessionVersion",
  ].filter((secret): secret is string => Boolean(secret));
}
