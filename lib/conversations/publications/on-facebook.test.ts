import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { createAgent } from "@/db/factories/people";
import { conversations } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import { type Customer, type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import type { Agent } from "@/lib/auth/agent";
import { neededFields } from "@/lib/channels/facebook/subscription-fields";
import { env } from "@/lib/env";
import { listConversations } from "../list-conversations";
import { listMessages } from "../list-messages";
import { adoptPublication } from "./adopt-publication";
import { listComments } from "./list-comments";
import { moderatePublication } from "./moderate-publication";

interface Said {
  id: string;
  text: string | null;
  hidden: boolean;
  removed: boolean;
  likedByPage: boolean;
  comments: Said[];
}

let coffee: HarborCoffee;
let ana: Agent;
let maria: Customer;
let tom: Customer;

beforeAll(async () => {
  coffee = await openHarborCoffee();
  maria = await coffee.customer("María Solano");
  tom = await coffee.customer("Tom Becker");
});
afterAll(() => coffee.close());

/** Public work begins on a Page that has a past: a post, and what Tom said below it. */
let post: string;
let old: string;
beforeEach(async () => {
  await coffee.calm();
  await listens(false);
  post = await publishes({ text: "The new roast is here.", picture: true });
  old = await comments(tom, post, "First!");
  await coffee.hears();
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, parked_events, events, inbox_counters, platform_pauses cascade`,
  );
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  ana = await createAgent({ name: "Ana" });
  const accessToken = await coffee.facebook.token(coffee.page.id);
  await createChannel({ externalId: coffee.page.id, accessToken, isPublic: true });
  await listens(true);
});

const listens = (inPublic: boolean) =>
  coffee.facebook.control("POST", `/pages/${coffee.page.id}/foreign-subscription`, {
    appId: env.FACEBOOK_APP_ID,
    fields: neededFields({ public: inPublic }),
  });
async function publishes(given: object) {
  const path = `/pages/${coffee.page.id}/posts`;
  return (await coffee.facebook.control<{ id: string }>("POST", path, given)).id;
}
async function comments(by: Customer, to: string, text: string) {
  const given = { pageId: coffee.page.id, to, text };
  return (await coffee.facebook.control<{ id: string }>("POST", `/people/${by.id}/comments`, given)).id;
}
async function happens() {
  await coffee.hears();
  await coffee.works();
  await coffee.hears();
}
async function idOf(externalId: string) {
  const [found] = await db.select().from(publications).where(eq(publications.externalId, externalId));
  return found!.id;
}
async function onFacebook(externalId: string): Promise<Said> {
  const { posts } = await coffee.facebook.control<{ posts: Said[] }>("GET", `/pages/${coffee.page.id}/feed`);
  const all = (said: Said[]): Said[] => said.flatMap((one) => [one, ...all(one.comments)]);
  return all(posts).find(({ id }) => id === externalId)!;
}
async function newestConversation() {
  const { conversations: rows } = await listConversations(ana);
  return rows[0]!;
}

test("the post and what others said before come with the first comment, and open nothing", async () => {
  await comments(maria, post, "Do you deliver?");
  await happens();

  const conversation = await newestConversation();
  expect(await db.select().from(conversations)).toHaveLength(1);
  const [message] = (await listMessages(ana, conversation.id)).messages;
  expect(message).toMatchObject({
    text: "Do you deliver?",
    post: { text: "The new roast is here.", files: [{ type: "image" }], byPage: true, problem: null },
  });
  const around = await listComments(ana, message!.post!.id);
  expect(
    around.comments.map(({ text, author, conversationId }) => [text, author.name, conversationId]).sort(),
  ).toEqual([
    ["Do you deliver?", "María Solano", conversation.id],
    ["First!", "Tom Becker", null],
  ]);
});

test("an ad, whose publishing nobody told, is shown as what it is", async () => {
  const ad = await publishes({ text: "Now with free delivery", published: false, promoted: true });
  await comments(maria, ad, "Also to the islands?");
  await happens();

  const [message] = (await listMessages(ana, (await newestConversation()).id)).messages;
  expect(message!.post).toMatchObject({ text: "Now with free delivery", published: false, promoted: true });
});

test("what the Page likes, hides and deletes here happens there, and its echo changes nothing", async () => {
  const comment = await comments(maria, post, "Never again!");
  const insult = await comments(tom, comment, "You are a fool");
  await happens();

  await moderatePublication(ana, await idOf(comment), "like");
  await moderatePublication(ana, await idOf(insult), "hide");
  expect(await onFacebook(comment)).toMatchObject({ likedByPage: true });
  expect(await onFacebook(insult)).toMatchObject({ hidden: true });
  await happens();
  const around = await listComments(ana, await idOf(post));
  // All three within a second.
  expect(around.comments.map(({ text, liked, hidden }) => [text, liked, hidden]).sort()).toEqual([
    ["First!", false, false],
    ["Never again!", true, false],
    ["You are a fool", false, true],
  ]);

  await moderatePublication(ana, await idOf(comment), "unlike");
  await moderatePublication(ana, await idOf(insult), "unhide");
  await moderatePublication(ana, await idOf(insult), "delete");
  expect(await onFacebook(comment)).toMatchObject({ likedByPage: false });
  expect(await onFacebook(insult)).toMatchObject({ removed: true });
  await happens();
  const { comments: left } = await listComments(ana, await idOf(post));
  expect(left.find(({ text }) => text === "Never again!")).toMatchObject({ liked: false });
  expect(left.find(({ externalId }) => externalId === insult)).toMatchObject({
    text: null,
    hidden: false,
    removedAt: expect.any(String),
  });
});

test("what somebody has removed already counts as removed from the first try on", async () => {
  const comment = await comments(maria, post, "Never again!");
  await happens();
  await listens(false);
  await coffee.facebook.control("POST", `/people/${maria.id}/public-removals`, { id: comment });

  await expect(moderatePublication(ana, await idOf(comment), "hide")).rejects.toMatchObject({ code: "gone" });
  const [message] = (await listMessages(ana, (await newestConversation()).id)).messages;
  expect(message).toMatchObject({ text: null, deletedAt: expect.any(String) });
});

test("without the permission nothing happens, and the words say which one is missing", async () => {
  const comment = await comments(maria, post, "Never again!");
  await happens();
  const { id, name } = ana;
  await db.execute(sql`truncate channels cascade`);
  const accessToken = await coffee.facebook.token(coffee.page.id, {
    scopes: ["pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement"],
  });
  await createChannel({ externalId: coffee.page.id, accessToken, isPublic: true });
  await comments(maria, comment, "Hello?");
  await happens();

  const { comments: shown, post: card } = await listComments({ id, name, role: "agent" }, await idOf(post));
  expect(card).toMatchObject({ text: "The new roast is here." });
  await expect(moderatePublication(ana, shown[0]!.id, "hide")).rejects.toMatchObject({
    code: "platform_refused",
    message: expect.stringContaining("manage comments"),
  });
});

test("what stood there before anybody listened can be made a matter of its own", async () => {
  await comments(maria, post, "Do you deliver?");
  await happens();
  const conversation = await adoptPublication(ana, await idOf(old));
  expect(conversation).toMatchObject({
    contact: { name: "Tom Becker" },
    lastMessage: { text: "First!", visibility: "public" },
  });

  await comments(tom, old, "Anybody there?");
  await happens();
  expect((await listMessages(ana, conversation.id)).messages.map(({ text }) => text)).toEqual([
    "First!",
    "Anybody there?",
  ]);
});
