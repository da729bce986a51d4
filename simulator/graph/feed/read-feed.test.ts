import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Cast, COFFEE, GRACE, MARIA, ROASTERY, TOM } from "../../testing/cast";

let cast: Cast;
let post: string;
let comment: string;
let reply: string;

beforeAll(async () => {
  cast = await (await Cast.start()).connect();
});
afterAll(() => cast.end());

beforeEach(async () => {
  await cast.authorise();
  post = await cast.posts({ text: "Autumn is here", picture: true });
  comment = await cast.comments(post, "Do you deliver?");
  reply = await cast.comments(comment, "They do", TOM);
});

const read = async (path: string, params: object = {}) =>
  (await cast.graph("GET", path, params as Record<string, unknown>)).body;

test("a post with what the reference lists", async () => {
  const fields =
    "id,message,story,created_time,updated_time,permalink_url,from,full_picture,attachments{media_type,media,url,title,subattachments},status_type,is_published,is_hidden,promotion_status,comments.limit(0).summary(true),reactions.limit(0).summary(true)";
  await cast.control("POST", `/people/${TOM}/public-reactions`, { to: post, reaction: "love" });

  expect(await read(`/${post}`, { fields })).toMatchObject({
    id: post,
    message: "Autumn is here",
    created_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
    permalink_url: expect.stringContaining(post),
    from: { id: COFFEE, name: "Harbor Coffee" },
    full_picture: expect.stringContaining("/cdn/"),
    attachments: { data: [{ media_type: "photo" }] },
    status_type: "added_photos",
    is_published: true,
    is_hidden: false,
    promotion_status: "inactive",
    comments: { data: [], summary: { total_count: 1, order: "chronological", can_comment: true } },
    reactions: { data: [], summary: { total_count: 1 } },
  });
});

test("a comment with what the reference lists", async () => {
  const fields =
    "id,message,created_time,from,parent,object,permalink_url,comment_count,like_count,user_likes,is_hidden,is_private,can_comment,can_hide,can_like,can_remove,can_reply_privately";

  expect(await read(`/${reply}`, { fields })).toMatchObject({
    id: reply,
    message: "They do",
    from: { id: await cast.psid(TOM), name: "Tom Becker" },
    parent: { id: comment, message: "Do you deliver?", from: { id: await cast.psid() } },
    object: { id: post },
    permalink_url: expect.stringContaining(`post=${post}&comment_id=${reply.split("_")[1]}`),
    comment_count: 0,
    user_likes: false,
    is_hidden: false,
    can_comment: true,
    can_hide: true,
    can_like: true,
    can_remove: true,
    can_reply_privately: true,
  });
  expect(await read(`/${comment}`, { fields })).not.toHaveProperty("parent");
});

test("its own comment the Page cannot hide, nor answer in private", async () => {
  const { id } = await cast.control("POST", `/pages/${COFFEE}/comments`, { to: comment, text: "We do" });
  expect(await read(`/${id}`, { fields: "can_hide,can_reply_privately,from" })).toMatchObject({
    can_hide: false,
    can_reply_privately: false,
    from: { id: COFFEE },
  });
});

test("an unknown field refuses the whole call", async () => {
  expect((await read(`/${comment}`, { fields: "id,colour" })).error?.code).toBe(100);
});

test("only the Page that owns the wall sees who wrote", async () => {
  await cast
    .control("POST", `/pages/${ROASTERY}/token`, { appId: "880011223344556" })
    .then(({ accessToken }) => {
      cast.token = accessToken;
    });
  expect((await read(`/${comment}`)).error).toMatchObject({ code: 100, error_subcode: 33 });

  await cast.authorise();
  const mention = await cast.control("POST", `/people/${MARIA}/mentions`, {
    pageId: COFFEE,
    text: "Harbor Coffee again",
  });
  const seen = await read(`/${mention.id}`, { fields: "message,from" });
  expect(seen).toMatchObject({ message: "Harbor Coffee again" });
  expect(seen).not.toHaveProperty("from");
  const { id } = await cast.control("POST", `/people/${MARIA}/mentions`, {
    pageId: COFFEE,
    text: "In private",
    readable: false,
  });
  expect((await read(`/${id}`)).error).toMatchObject({ code: 100, error_subcode: 33 });
});

test("comments are listed right below, or all of them, in either order, page by page", async () => {
  const second = await cast.comments(post, "And on Sundays?", TOM);
  const ids = ({ data = [] }: { data?: Record<string, unknown>[] }) => data.map(({ id }) => id);

  const all = await read(`/${post}/comments`, { summary: true });
  expect(ids(all)).toEqual([comment, second]);
  expect(all.summary).toEqual({ order: "chronological", total_count: 2, can_comment: true });
  expect(all.data?.[0]).toMatchObject({ message: "Do you deliver?", from: { id: await cast.psid() } });
  expect(ids(await read(`/${post}/comments`, { filter: "stream" })).sort()).toEqual(
    [comment, reply, second].sort(),
  );
  expect(ids(await read(`/${post}/comments`, { order: "reverse_chronological" }))).toEqual([second, comment]);
  expect(ids(await read(`/${comment}/comments`))).toEqual([reply]);

  const first = await read(`/${post}/comments`, { limit: 1 });
  expect(ids(first)).toEqual([comment]);
  const rest = await read(`/${post}/comments`, { limit: 1, after: first.paging?.cursors?.after });
  expect(ids(rest)).toEqual([second]);
  expect(rest.paging?.next).toBeUndefined();
  expect((await read(`/${post}/comments`, { filter: "all" })).error?.code).toBe(100);
});

test("what was removed is no longer among them, nor what stood under it; what is hidden is", async () => {
  const hidden = await cast.comments(post, "You idiots", TOM);
  await cast.control("POST", `/pages/${COFFEE}/moderation`, { id: hidden, action: "hide" });
  await cast.control("POST", `/people/${MARIA}/public-removals`, { id: comment });

  const { data } = await read(`/${post}/comments`, { filter: "stream", fields: "id,is_hidden" });
  expect(data).toEqual([{ id: hidden, is_hidden: true }]);
  expect((await read(`/${reply}`)).error).toMatchObject({ code: 100, error_subcode: 33 });
});

test("the feed has what the Page and visitors posted, newest first, without ads", async () => {
  const visitor = await cast.control("POST", `/people/${TOM}/posts`, { pageId: COFFEE, text: "My umbrella" });
  const ad = await cast.posts({ text: "Buy", published: false, promoted: true });
  const ids = async (edge: string) =>
    ((await read(`/${COFFEE}/${edge}`, { limit: 100 })).data ?? []).map(({ id }) => id);

  const feed = await ids("feed");
  expect(feed.slice(0, 2)).toEqual([visitor.id, post]);
  expect(feed).not.toContain(ad);
  expect(await ids("posts")).not.toContain(visitor.id);
  expect(await ids("visitor_posts")).not.toContain(post);
  expect(await read(`/${ad}`, { fields: "promotion_status,is_published" })).toMatchObject({
    promotion_status: "active",
    is_published: false,
  });
});

test("reading needs its permissions", async () => {
  await cast.authorise({ scopes: ["pages_read_engagement"] });
  expect((await read(`/${post}`)).id).toBe(post);
  expect((await read(`/${comment}`)).error?.code).toBe(200);
  expect((await read(`/${post}/comments`)).error?.code).toBe(200);

  await cast.authorise({ userId: GRACE });
  await cast.control("DELETE", `/users/${GRACE}/permissions/pages_read_engagement`);
  expect((await read(`/${post}`)).error?.code).toBe(10);
});
