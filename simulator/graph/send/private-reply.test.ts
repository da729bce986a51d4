import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ALL_FIELDS, Cast, COFFEE, MARIA, PUBLIC_FIELDS, TOM } from "../../testing/cast";
import { kindOf } from "../../testing/receiver";

let cast: Cast;
let post: string;
let comment: string;

beforeAll(async () => {
  cast = await Cast.start();
  await cast.receiver.start();
});
afterAll(() => cast.end());

beforeEach(async () => {
  await cast.control("POST", "/reset", {});
  await cast.control("POST", "/demo");
  await cast.authorise();
  post = await cast.posts();
  comment = await cast.comments(post, "Where is my order?");
});

const reply = (recipient: object, text = "Let us look at it here") =>
  cast.graph("POST", "/me/messages", { recipient, messaging_type: "RESPONSE", message: { text } });

test("it goes into the person's messages, says who that is, and shows what it is about", async () => {
  const { body } = await reply({ comment_id: comment });

  expect(body).toEqual({ recipient_id: await cast.psid(), message_id: expect.any(String) });
  const { messages } = await cast.thread();
  expect(messages).toMatchObject([
    {
      mid: body.message_id,
      from: "page",
      text: "Let us look at it here",
      privateReplyTo: { id: comment, text: "Where is my order?" },
    },
  ]);
  const { posts } = await cast.control("GET", `/pages/${COFFEE}/feed`);
  const found = posts.find(({ id }) => id === post)?.comments[0];
  expect(found).toMatchObject({ id: comment, privateReplyUsed: true });
});

test("it works once for each, also for a visitor's post", async () => {
  await reply({ comment_id: comment });
  expect((await reply({ comment_id: comment })).body.error).toMatchObject({ code: 10900 });

  const other = await cast.comments(post, "Hello?");
  expect((await reply({ comment_id: other })).status).toBe(200);
  const visitor = await cast.control("POST", `/people/${MARIA}/posts`, { pageId: COFFEE, text: "Help" });
  expect((await reply({ post_id: visitor.id })).status).toBe(200);
  expect((await reply({ post_id: visitor.id })).body.error).toMatchObject({ code: 10900 });
});

test("it opens no window: only the person's answer does", async () => {
  const psid = await cast.psid();
  expect((await cast.send(psid, "Too early")).body.error).toMatchObject({ code: 10, error_subcode: 2018278 });
  await reply({ comment_id: comment });
  expect((await cast.send(psid, "Still")).body.error).toMatchObject({ code: 10, error_subcode: 2018278 });
  expect((await cast.graph("GET", `/${psid}`)).body.error).toMatchObject({ code: 100, error_subcode: 33 });

  await cast.mariaSays("Order 20418");
  expect((await cast.send(psid, "Thank you")).status).toBe(200);
  expect((await cast.graph("GET", `/${psid}`, { fields: "name" })).body.name).toBe("María Solano");
});

test("seven days after the comment it is too late", async () => {
  await cast.moveClock(7 * 24 + 1);
  expect((await reply({ comment_id: comment })).body.error).toMatchObject({ code: 10903 });
  const { body } = await cast.graph("GET", `/${comment}`, { fields: "can_reply_privately" });
  expect(body.can_reply_privately).toBe(false);
});

test("a person who blocked the Page is not reached", async () => {
  await cast.control("PATCH", `/people/${MARIA}`, { blocks: [COFFEE] });
  expect((await reply({ comment_id: comment })).body.error).toMatchObject({ code: 10903 });
  await cast.control("PATCH", `/people/${MARIA}`, { blocks: [] });
});

test("what is gone is not there; what a Page, a rating or another wall says cannot be answered so", async () => {
  await cast.control("POST", `/people/${MARIA}/public-removals`, { id: comment });
  expect((await reply({ comment_id: comment })).body.error).toMatchObject({ code: 100, error_subcode: 33 });

  const own = await cast.control("POST", `/pages/${COFFEE}/comments`, { to: post, text: "We are here" });
  const rating = { pageId: COFFEE, recommendation: "negative", text: "Cold" };
  const { id: story } = await cast.control("POST", `/people/${TOM}/ratings`, rating);
  const mention = { pageId: COFFEE, text: "Harbor Coffee again" };
  const { id: elsewhere } = await cast.control("POST", `/people/${TOM}/mentions`, mention);
  for (const recipient of [
    { comment_id: own.id },
    { post_id: post },
    { post_id: story },
    { post_id: elsewhere },
  ])
    expect((await reply(recipient)).body.error).toMatchObject({ code: 10902 });
});

test("it needs the permission for messages, one recipient, and a message", async () => {
  expect((await reply({ comment_id: comment, id: await cast.psid() })).body.error?.code).toBe(100);
  const typing = await cast.graph("POST", "/me/messages", {
    recipient: { comment_id: comment },
    sender_action: "typing_on",
  });
  expect(typing.body.error?.code).toBe(100);
  await cast.authorise({ scopes: ["pages_manage_engagement"] });
  expect((await reply({ comment_id: comment })).body.error?.code).toBe(200);
});

test("its echo is told as of every message, and nothing in public", async () => {
  const fresh = await (await Cast.start()).connect([...ALL_FIELDS, ...PUBLIC_FIELDS]);
  const its = await fresh.posts();
  const about = await fresh.comments(its, "Where is my order?");
  await fresh.told();
  const { body } = await fresh.graph("POST", "/me/messages", {
    recipient: { comment_id: about },
    message: { text: "Here", metadata: "desk:1" },
  });
  expect(await fresh.told()).toEqual([]);

  const echoes = fresh.receiver.events().filter((event) => kindOf(event) === "echo");
  expect(echoes).toMatchObject([
    { recipient: { id: body.recipient_id }, message: { mid: body.message_id, metadata: "desk:1" } },
  ]);
  await fresh.end();
});
