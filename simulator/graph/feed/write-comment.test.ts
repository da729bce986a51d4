import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  ALL_FIELDS,
  APP,
  Cast,
  COFFEE,
  GRACE,
  type GraphBody,
  MARIA,
  OMAR,
  PUBLIC_FIELDS,
  ROASTERY,
  TOM,
} from "../../testing/cast";

let cast: Cast;
let post: string;
let comment: string;

beforeAll(async () => {
  cast = await (await Cast.start()).connect([...ALL_FIELDS, ...PUBLIC_FIELDS]);
});
afterAll(() => cast.end());

beforeEach(async () => {
  await cast.control("POST", "/pages", { id: COFFEE });
  await cast.authorise();
  post = await cast.posts();
  comment = await cast.comments(post, "Do you deliver?");
  await cast.told();
});

const say = (to: string, message: string, more: object = {}) =>
  cast.graph("POST", `/${to}/comments`, { message, ...more });
const only = async () => {
  const told = await cast.told();
  expect(told).toHaveLength(1);
  return told[0]!.value;
};

test("the Page answers a comment, and its own words come back as an event without a mark", async () => {
  const { status, body } = await say(comment, "We do, every day.");

  expect(status).toBe(200);
  expect(body).toEqual({ id: expect.stringMatching(new RegExp(`^${post.split("_")[1]}_\\d+$`)) });
  expect(await only()).toMatchObject({
    from: { id: COFFEE, name: "Harbor Coffee" },
    message: "We do, every day.",
    comment_id: body.id,
    parent_id: comment,
    post_id: post,
    verb: "add",
  });
});

test("every answer tells the use of the Page", async () => {
  const { headers } = await say(post, "Hello");
  expect(headers.get("X-Business-Use-Case-Usage")).toContain(COFFEE);
});

test("a mention becomes a name with a tag, for those who are there", async () => {
  const { body } = await say(comment, `Hi @[${await cast.psid()}], we do. Ask @[${COFFEE}]`);
  expect(await only()).toMatchObject({ message: "Hi María Solano, we do. Ask Harbor Coffee" });

  const { body: read } = await cast.graph("GET", `/${body.id}`, { fields: "message,message_tags" });
  expect(read).toMatchObject({
    message: "Hi María Solano, we do. Ask Harbor Coffee",
    message_tags: [
      { id: await cast.psid(), name: "María Solano", type: "user", offset: 3, length: 12 },
      { id: COFFEE, name: "Harbor Coffee", type: "page", offset: 28, length: 13 },
    ],
  });

  const { body: refused } = await say(comment, `Hi @[${await cast.psid(TOM)}]`);
  expect(refused.error?.code).toBe(100);
});

test("several people can be mentioned in one bracket, and none without the feature", async () => {
  await cast.comments(comment, "They do", TOM);
  await cast.told();
  const both = `@[${await cast.psid()}, ${await cast.psid(TOM)}] hello`;
  await say(post, both);
  expect(await only()).toMatchObject({ message: "María Solano, Tom Becker hello" });

  await cast.control("POST", "/apps", { id: APP, features: { pageMentioning: false } });
  expect((await say(post, both)).body.error).toMatchObject({ code: 10 });
  await cast.control("POST", "/apps", { id: APP, features: { pageMentioning: true } });
});

test("a picture goes along by address or as a file; anything else is refused", async () => {
  const { body } = await cast.graph("POST", `/${comment}/comments`, {
    attachment_url: `${cast.simulator.url}/cdn/media/sample-image/harbor.png`,
  });
  expect(body.id).toBeDefined();
  expect(await only()).toMatchObject({ photo: expect.stringContaining("/cdn/") });

  const byFile = await upload(new File(["bytes"], "cake.png", { type: "image/png" }), "Look");
  expect(await only()).toMatchObject({ message: "Look", photo: expect.stringContaining("cake.png") });
  const { body: read } = await cast.graph("GET", `/${byFile.id}`, { fields: "attachment" });
  expect(read.attachment).toMatchObject({ type: "photo", media: { image: { src: expect.any(String) } } });

  expect((await upload(new File(["bytes"], "cake"), "Look")).error?.code).toBe(200);
  const { body: refused } = await say(comment, "", { attachment_url: `${cast.simulator.url}/phone` });
  expect(refused.error?.code).toBe(100);
});

async function upload(file: File, message: string): Promise<GraphBody> {
  await cast.control("POST", "/apps", { id: APP, requireProof: false });
  const form = new FormData();
  form.set("access_token", cast.token);
  form.set("message", message);
  form.set("source", file);
  const answer = await fetch(`${cast.simulator.url}/v26.0/${comment}/comments`, {
    method: "POST",
    body: form,
  });
  await cast.control("POST", "/apps", { id: APP, requireProof: true });
  return (await answer.json()) as GraphBody;
}

test("nothing at all and too much are refused", async () => {
  expect((await say(comment, "  ")).body.error?.code).toBe(100);
  expect((await say(comment, "x".repeat(8_001))).body.error?.code).toBe(100);
});

test("a user's token is told 1705, a Page's without permission 200 and then 10", async () => {
  const userToken = await loggedIn();
  expect((await cast.graph("POST", `/${post}/comments`, { message: "Hi" }, userToken)).body.error?.code).toBe(
    1705,
  );

  await cast.authorise({ scopes: ["pages_messaging"] });
  expect((await say(post, "Hi")).body.error).toMatchObject({ code: 200 });
  await cast.authorise({ userId: GRACE });
  await cast.control("DELETE", `/users/${GRACE}/permissions/pages_manage_engagement`);
  expect((await say(post, "Hi")).body.error).toMatchObject({ code: 10 });
});

/** Omar's own token, by way of the dialog. */
async function loggedIn(): Promise<string> {
  const redirect = "http://localhost:9/callback";
  const query = new URLSearchParams({
    client_id: APP,
    redirect_uri: redirect,
    state: "s",
    scope: "pages_show_list",
  });
  const form = new URLSearchParams({
    account: OMAR,
    answer: "continue",
    page: COFFEE,
    permission: "pages_show_list",
  });
  const answer = await fetch(`${cast.simulator.url}/v26.0/dialog/oauth?${query}`, {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  const code = new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const { body } = await cast.graph(
    "GET",
    "/oauth/access_token",
    { client_id: APP, client_secret: cast.secret, redirect_uri: redirect, code },
    "",
  );
  return body.access_token ?? "";
}

test("what is gone, what stood under it, and another Page's are all the same: not there", async () => {
  const reply = await cast.comments(comment, "They do", TOM);
  await cast.control("POST", `/people/${MARIA}/public-removals`, { id: comment });
  for (const id of [comment, reply, "5550001_999"])
    expect((await say(id, "Hi")).body.error).toMatchObject({ code: 100, error_subcode: 33 });

  const { id } = await cast.control("POST", `/pages/${ROASTERY}/posts`, { text: "Beans" });
  expect((await say(id, "Hi")).body.error).toMatchObject({ code: 100, error_subcode: 33 });
});

test("while the Page's comments are taken for abuse they are refused with 368, and asking can prolong it", async () => {
  const block = (body: object) => cast.control("PUT", `/pages/${COFFEE}/comment-block`, body);
  await block({ seconds: 60 });
  expect((await say(comment, "Hi")).body.error).toMatchObject({ code: 368 });
  await cast.moveClock(1 / 30);
  expect((await say(comment, "Hi")).status).toBe(200);

  await block({ seconds: 60, prolongedBySeconds: 600 });
  expect((await say(comment, "Hi")).body.error).toMatchObject({ code: 368 });
  await cast.moveClock(1 / 30);
  expect((await say(comment, "Hi")).body.error).toMatchObject({ code: 368 });
  await block({ seconds: null });
  expect((await say(comment, "Hi")).status).toBe(200);
});

test("limits and faults act on comments as on every call", async () => {
  await cast.control("PUT", "/usage", { pageId: COFFEE, callCount: 101 });
  expect((await say(comment, "Hi")).body.error).toMatchObject({ code: 32, is_transient: true });
  await cast.control("PUT", "/usage", { pageId: COFFEE, callCount: 101, code: 613 });
  expect((await say(comment, "Hi")).body.error).toMatchObject({ code: 613 });
  await cast.control("PUT", "/usage", { pageId: COFFEE, callCount: 1 });

  await cast.told();
  await cast.control("POST", "/faults", { path: "/comments$", code: 2, when: "after" });
  expect((await say(comment, "It was said all the same")).body.error?.code).toBe(2);
  expect(await only()).toMatchObject({ message: "It was said all the same" });
});

test("the Page edits and removes what it said, and only edits its own", async () => {
  const { body } = await say(comment, "We dont");
  await cast.told();
  expect((await cast.graph("POST", `/${body.id}`, { message: "We do" })).body).toEqual({ success: true });
  expect(await only()).toMatchObject({ verb: "edited", message: "We do", comment_id: body.id });
  expect((await cast.graph("POST", `/${comment}`, { message: "Ha" })).body.error?.code).toBe(200);

  expect((await cast.graph("DELETE", `/${body.id}`)).body).toEqual({ success: true });
  expect(await only()).toMatchObject({ verb: "remove", comment_id: body.id });
  expect((await cast.graph("DELETE", `/${body.id}`)).body.error).toMatchObject({
    code: 100,
    error_subcode: 33,
  });
});

test("the Page hides, shows and removes what others said, not what it said itself", async () => {
  expect((await cast.graph("POST", `/${comment}?is_hidden=true`)).body).toEqual({ success: true });
  expect(await only()).toMatchObject({ verb: "hide", comment_id: comment, from: { id: COFFEE } });
  expect((await cast.graph("GET", `/${comment}`, { fields: "is_hidden" })).body.is_hidden).toBe(true);
  await cast.graph("POST", `/${comment}`, { is_hidden: false });
  expect(await only()).toMatchObject({ verb: "unhide" });
  await cast.graph("POST", `/${comment}`, { is_hidden: false });
  expect(await cast.told()).toEqual([]);

  const { body } = await say(comment, "We do");
  await cast.told();
  expect((await cast.graph("POST", `/${body.id}`, { is_hidden: true })).body.error?.code).toBe(200);

  await cast.graph("DELETE", `/${comment}`);
  expect(await only()).toMatchObject({ verb: "remove", comment_id: comment });
});

test("a like of the Page is one, however often it is asked for", async () => {
  await cast.graph("POST", `/${comment}/likes`);
  expect((await cast.graph("POST", `/${comment}/likes`)).body).toEqual({ success: true });
  expect(await only()).toMatchObject({ item: "reaction", verb: "add", from: { id: COFFEE } });
  const { body } = await cast.graph("GET", `/${comment}`, { fields: "user_likes,like_count" });
  expect(body).toMatchObject({ user_likes: true, like_count: 1 });

  expect((await cast.graph("DELETE", `/${comment}/likes`)).body).toEqual({ success: true });
  expect(await only()).toMatchObject({ item: "reaction", verb: "remove" });
});

test("removing the Page's own post is a matter of posting, a visitor's one of engagement", async () => {
  expect((await cast.graph("DELETE", `/${post}`)).body.error?.code).toBe(200);
  const { id } = await cast.control("POST", `/people/${TOM}/posts`, { pageId: COFFEE, text: "Spam" });
  await cast.told();
  expect((await cast.graph("DELETE", `/${id}`)).body).toEqual({ success: true });
  expect(await only()).toMatchObject({ item: "post", verb: "remove", recipient_id: COFFEE, post_id: id });

  await cast.authorise({ scopes: ["pages_manage_posts"] });
  const { body } = await cast.graph("POST", `/${COFFEE}/feed`, { message: "Fresh beans" });
  expect(await only()).toMatchObject({ item: "status", post_id: body.id, message: "Fresh beans" });
  expect((await cast.graph("DELETE", `/${body.id}`)).body).toEqual({ success: true });
});
