import { afterEach, beforeEach, expect, test } from "vitest";
import { ALL_FIELDS, APP, Cast, COFFEE, GRACE, MARIA, PUBLIC_FIELDS, TOM } from "../../testing/cast";

let cast: Cast;
let post: string;

beforeEach(async () => {
  cast = await (await Cast.start()).connect([...ALL_FIELDS, ...PUBLIC_FIELDS]);
  post = await cast.posts();
  await cast.told();
});
afterEach(() => cast.end());

const person = (path: string, body: object, personId = MARIA) =>
  cast.control("POST", `/people/${personId}/${path}`, body);
const moderate = (id: string, action: string, more: object = {}) =>
  cast.control("POST", `/pages/${COFFEE}/moderation`, { id, action, ...more });
const only = async () => {
  const told = await cast.told();
  expect(told).toHaveLength(1);
  return told[0]!;
};
const nowInSeconds = () => Math.floor(Date.now() / 1_000);

test("a comment on a post comes in seconds, with its post, its author by PSID and the post as its parent", async () => {
  const comment = await cast.comments(post, "Do you deliver?");

  const { field, time, value } = await only();
  expect(field).toBe("feed");
  expect(Math.abs(time - nowInSeconds())).toBeLessThan(60);
  expect(value).toMatchObject({
    from: { id: await cast.psid(), name: "María Solano" },
    post: { id: post, is_published: true, promotion_status: "inactive", status_type: "mobile_status_update" },
    message: "Do you deliver?",
    post_id: post,
    comment_id: comment,
    item: "comment",
    parent_id: post,
    verb: "add",
  });
  expect(Math.abs((value.created_time as number) - nowInSeconds())).toBeLessThan(60);
  expect(post).toMatch(new RegExp(`^${COFFEE}_\\d+$`));
  expect(comment).toMatch(new RegExp(`^${post.split("_")[1]}_\\d+$`));
});

test("a reply names the comment it answers, and a picture has its address", async () => {
  const comment = await cast.comments(post, "Do you deliver?");
  await cast.told();
  await person("comments", { to: comment, photo: true }, TOM);

  const { value } = await only();
  expect(value).toMatchObject({ parent_id: comment, post_id: post, photo: expect.stringContaining("/cdn/") });
  expect(value).not.toHaveProperty("message");
});

test("an edit tells the new words, a removal none, and nobody can touch it afterwards", async () => {
  const comment = await cast.comments(post, "Do you delver?");
  const { value: added } = await only();
  await cast.moveClock(1);
  await person("public-edits", { id: comment, text: "Do you deliver?" });
  const { value: edited } = await only();
  expect(edited).toMatchObject({
    verb: "edited",
    message: "Do you deliver?",
    created_time: added.created_time,
  });
  expect(edited.edited_time as number).toBeGreaterThanOrEqual((added.created_time as number) + 3_600);

  await person("public-removals", { id: comment });
  const { value: removed } = await only();
  expect(removed).toMatchObject({ verb: "remove", item: "comment", comment_id: comment, parent_id: post });
  expect(removed).not.toHaveProperty("message");
  await expect(cast.comments(comment, "Too late")).rejects.toThrow("was removed");
});

test("hiding names the Page and its own moment, and happens once", async () => {
  const comment = await cast.comments(post, "You idiots");
  const { value: added } = await only();
  await cast.moveClock(1);
  await moderate(comment, "hide");
  await moderate(comment, "hide");
  const { value: hidden } = await only();
  expect(hidden).toMatchObject({
    verb: "hide",
    from: { id: COFFEE, name: "Harbor Coffee" },
    message: "You idiots",
  });
  expect(hidden.created_time as number).toBeGreaterThan(added.created_time as number);

  await moderate(comment, "unhide");
  expect((await only()).value).toMatchObject({ verb: "unhide", comment_id: comment });
});

test("what the Page itself says comes from the Page, without a mark of any app", async () => {
  const comment = await cast.comments(post, "Do you deliver?");
  await cast.told();
  await cast.control("POST", `/pages/${COFFEE}/comments`, { to: comment, text: "We do." });

  const { value } = await only();
  expect(value).toMatchObject({ from: { id: COFFEE, name: "Harbor Coffee" }, message: "We do." });
  expect(Object.keys(value)).not.toContain("app_id");
});

test("posts are told as what they are, ads not at all, comments on ads are", async () => {
  await cast.posts({ text: "Words", published: false });
  await cast.posts({ text: "A picture", picture: true });
  await cast.posts({ video: true });
  await cast.posts({ link: "https://harbor.example/menu" });
  const ad = await cast.posts({ text: "Buy", published: false, promoted: true });

  const told = (await cast.told()).map(({ value }) => value);
  expect(told.map(({ item }) => item)).toEqual(["status", "photo", "video", "share"]);
  expect(told[0]).toMatchObject({ published: 0, message: "Words", verb: "add", from: { id: COFFEE } });
  expect(told[1]).toMatchObject({ published: 1, photo_id: expect.any(String), link: expect.any(String) });
  expect(told[2]).toMatchObject({ video_id: expect.any(String) });
  expect(told[3]).toMatchObject({ share_id: expect.any(String), link: "https://harbor.example/menu" });

  await cast.comments(ad, "I already did");
  expect((await only()).value).toMatchObject({
    post: { id: ad, is_published: false, promotion_status: "active" },
    post_id: ad,
  });
});

test("a visitor's post is a post by a person; a removed post names the Page as its recipient", async () => {
  const { id } = await person("posts", { pageId: COFFEE, text: "I lost my umbrella" });
  expect((await only()).value).toMatchObject({
    item: "post",
    verb: "add",
    from: { id: await cast.psid() },
    post_id: id,
    message: "I lost my umbrella",
  });

  await person("public-removals", { id });
  const { value } = await only();
  expect(value).toMatchObject({ item: "post", verb: "remove", recipient_id: COFFEE, post_id: id });
  expect(value).not.toHaveProperty("message");
});

test("reactions come with what they are on, change and go; so does a like of the Page", async () => {
  const comment = await cast.comments(post, "Do you deliver?");
  await cast.told();
  const pageId = COFFEE;
  await person("public-reactions", { pageId, to: post, reaction: "love" }, TOM);
  await person("public-reactions", { pageId, to: post, reaction: "anger" }, TOM);
  await person("public-reactions", { pageId, to: post, reaction: null }, TOM);
  await person("public-reactions", { pageId, to: comment, reaction: "like" }, TOM);
  await moderate(comment, "like");
  await person("page-likes", { pageId });

  const told = (await cast.told()).map(({ value }) => value);
  expect(told.map(({ verb, reaction_type }) => [verb, reaction_type])).toEqual([
    ["add", "love"],
    ["edit", "anger"],
    ["remove", "anger"],
    ["add", "like"],
    ["add", "like"],
    ["add", undefined],
  ]);
  expect(told[0]).toMatchObject({ item: "reaction", parent_id: post, from: { name: "Tom Becker" } });
  expect(told[0]).not.toHaveProperty("comment_id");
  expect(told[3]).toMatchObject({ comment_id: comment, post_id: post });
  expect(told[4]).toMatchObject({ from: { id: COFFEE } });
  expect(told[5]).toMatchObject({ item: "like" });
});

test("a mention elsewhere and a rating have fields and members of their own", async () => {
  const mention = await person("mentions", { pageId: COFFEE, text: "Harbor Coffee is the best" });
  const inComment = await person("mentions", { pageId: COFFEE, text: "So is their cake", inComment: true });
  const rating = await person("ratings", {
    pageId: COFFEE,
    recommendation: "negative",
    text: "Cold coffee",
  });

  const told = await cast.told();
  expect(told.map(({ field }) => field)).toEqual(["mention", "mention", "ratings"]);
  expect(told[0]!.value).toMatchObject({
    item: "post",
    verb: "add",
    post_id: mention.id,
    message: "Harbor Coffee is the best",
    sender_id: await cast.psid(),
    sender_name: "María Solano",
  });
  expect(told[1]!.value).toMatchObject({
    item: "comment",
    comment_id: inComment.id,
    post_id: inComment.postId,
  });
  expect(told[2]!.value).toMatchObject({
    item: "rating",
    verb: "add",
    review_text: "Cold coffee",
    recommendation_type: "negative",
    reviewer_id: await cast.psid(),
    open_graph_story_id: rating.id,
  });
  expect(mention.id.startsWith(COFFEE)).toBe(false);
});

test("only apps that asked for the field hear of it", async () => {
  await cast.control("POST", `/pages/${COFFEE}/foreign-subscription`, { appId: APP, fields: ["mention"] });
  await cast.comments(post, "Anybody?");
  await person("mentions", { pageId: COFFEE, text: "Look at Harbor Coffee" });

  expect((await cast.told()).map(({ field }) => field)).toEqual(["mention"]);
});

test("an app that was not reviewed hears only of the Page and of people who test it", async () => {
  await cast.control("POST", "/apps", { id: APP, mode: "development" });
  await cast.control("PATCH", `/people/${TOM}`, { testerOf: [APP] });
  await cast.comments(post, "A stranger");
  await cast.comments(post, "A tester", TOM);
  await cast.control("POST", `/pages/${COFFEE}/comments`, { to: post, text: "The Page" });

  expect((await cast.told()).map(({ value }) => value.message)).toEqual(["A tester", "The Page"]);
});

test("what is public can be held, let go backwards and come twice like all else", async () => {
  await cast.control("PUT", "/moods", { hold: true, repeat: 2 });
  const comment = await cast.comments(post, "First");
  await cast.comments(comment, "Second", TOM);
  await cast.control("PUT", "/moods", { hold: false, repeat: 1 });
  await cast.control("POST", "/deliveries/release", { order: "reverse" });

  const told = (await cast.told()).map(({ value }) => value.message);
  expect(told).toEqual(["Second", "Second", "First", "First"]);
});

test("a rating can be changed and taken back, and answered", async () => {
  const words = { pageId: COFFEE, recommendation: "negative", text: "Cold coffee" };
  const { id } = await person("ratings", words);
  await cast.told();
  await person("public-edits", { id, text: "Cold coffee, kind people" });
  await cast.control("POST", `/pages/${COFFEE}/comments`, { to: id, text: "We are sorry" });
  await person("public-removals", { id });

  const told = await cast.told();
  expect(told.map(({ field, value }) => [field, value.item, value.verb])).toEqual([
    ["ratings", "rating", "edited"],
    ["ratings", "comment", "add"],
    ["ratings", "rating", "remove"],
  ]);
  expect(told[0]!.value).toMatchObject({ review_text: "Cold coffee, kind people" });
  expect(told[1]!.value).toMatchObject({
    open_graph_story_id: id,
    message: "We are sorry",
    from: { id: COFFEE },
  });
  expect(told[2]!.value).not.toHaveProperty("review_text");
});

test("the demo world has a wall that people have been on, and nobody was told", async () => {
  const { posts } = await cast.control("GET", `/pages/${COFFEE}/feed`);
  expect(posts.map(({ kind, promoted }) => [kind, promoted]).slice(0, 4)).toEqual([
    ["status", false],
    ["photo", false],
    ["status", true],
    ["visitor", false],
  ]);
  expect(posts[0]!.comments[0]!.comments).toHaveLength(2);
  await cast.control("POST", "/demo");
  expect((await cast.control("GET", `/pages/${COFFEE}/feed`)).posts).toHaveLength(posts.length);
  expect(await cast.told()).toEqual([]);
});

test("people stay unnamed for an app that may not read what visitors wrote", async () => {
  await cast.control("POST", "/tokens/expire", {});
  await cast.authorise({ userId: GRACE });
  await cast.control("DELETE", `/users/${GRACE}/permissions/pages_read_user_content`);
  await cast.comments(post, "Who am I?");
  await cast.control("POST", `/pages/${COFFEE}/comments`, { to: post, text: "And who are we?" });

  const [byPerson, byPage] = (await cast.told()).map(({ value }) => value);
  expect(byPerson).toMatchObject({ message: "Who am I?" });
  expect(byPerson).not.toHaveProperty("from");
  expect(byPage).toMatchObject({ from: { id: COFFEE } });
});

test("what happens below one post stays in order, whatever waits for others", async () => {
  const other = await cast.posts();
  await cast.told();
  const before = cast.receiver.arrivals.length;
  cast.receiver.statuses = [500, 200];
  const first = await cast.comments(post, "First");
  await cast.comments(first, "Second");
  await cast.comments(other, "Elsewhere");
  await cast.idle();

  const said = cast.receiver.arrivals.slice(before).map(({ bytes }) => {
    const body = JSON.parse(bytes) as { entry: { changes: { value: { message: string } }[] }[] };
    return body.entry[0]!.changes[0]!.value.message;
  });
  expect(said.filter((text) => text !== "Elsewhere").at(-1)).toBe("Second");
});

test("the feed as it stands tells of everything, in a tree", async () => {
  const comment = await cast.comments(post, "Do you deliver?");
  const reply = await cast.comments(comment, "They do", TOM);
  const rude = await cast.comments(post, "You idiots", TOM);
  await moderate(rude, "hide");
  await moderate(comment, "like");
  await person("public-removals", { id: reply }, TOM);

  const { posts } = await cast.control("GET", `/pages/${COFFEE}/feed`);
  const found = posts.find(({ id }) => id === post);
  expect(found).toMatchObject({
    from: { id: COFFEE },
    text: "Autumn is here",
    published: true,
    promoted: false,
    comments: [
      {
        id: comment,
        parentId: null,
        from: { id: await cast.psid(), name: "María Solano" },
        likedByPage: true,
        privateReplyUsed: false,
        comments: [{ id: reply, parentId: comment, removed: true, text: null }],
      },
      { id: rude, hidden: true, editedAt: null },
    ],
  });
});

test("many acts in one call say things in public too", async () => {
  const { mids } = await cast.control("POST", "/acts", {
    acts: [
      { kind: "comment", personId: MARIA, pageId: COFFEE, to: post, text: "One" },
      { kind: "visitor_post", personId: TOM, pageId: COFFEE, text: "Two" },
      { kind: "page_comment", pageId: COFFEE, to: post, text: "Three" },
    ],
    perDelivery: 10,
  });
  const { mids: none } = await cast.control("POST", "/acts", {
    acts: [
      { kind: "comment_edit", personId: MARIA, pageId: COFFEE, id: mids[0], text: "One, better" },
      { kind: "page_hide", pageId: COFFEE, id: mids[0] },
      { kind: "comment_removal", personId: MARIA, pageId: COFFEE, id: mids[0] },
    ],
  });

  expect(none).toEqual([null, null, null]);
  const told = (await cast.told()).map(({ value }) => [
    value.item,
    value.verb,
    value.comment_id ?? value.post_id,
  ]);
  expect(told).toEqual([
    ["comment", "add", mids[0]],
    ["post", "add", mids[1]],
    ["comment", "add", mids[2]],
    ["comment", "edited", mids[0]],
    ["comment", "hide", mids[0]],
    ["comment", "remove", mids[0]],
  ]);
});
