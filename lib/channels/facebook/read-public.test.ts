import { expect, test } from "vitest";
import { standInAnswering } from "./graph-stand-in";
import { readComments, readPublic } from "./read-public";

const PAGE = "1040055501112223";
const POST = `${PAGE}_5550001`;
const credentials = { channelExternalId: PAGE, appId: "1", appSecret: "s", accessToken: "t" };
const refusal = (code: number, error_subcode?: number) => ({
  error: { code, error_subcode, message: "no", type: "OAuthException" },
});

test("a post, with its picture and what kind of post it is", async () => {
  const asked = await standInAnswering(200, {
    id: POST,
    message: "Our autumn roast is here",
    created_time: "2026-11-15T09:00:00+0000",
    from: { id: PAGE, name: "Harbor Coffee" },
    permalink_url: "https://www.facebook.com/permalink.php?story_fbid=1",
    full_picture: "https://cdn.example/roast.jpg",
    attachments: { data: [{ media_type: "link", url: "https://shop.example", title: "The shop" }] },
    is_published: false,
    promotion_status: "active",
  });
  const reading = await readPublic(credentials, { kind: "post", externalId: POST, postExternalId: POST });

  expect(asked[0]!.url.pathname.endsWith(`/${POST}`)).toBe(true);
  expect(reading).toMatchObject({
    outcome: "read",
    events: [
      {
        type: "said",
        externalId: POST,
        around: true,
        at: new Date("2026-11-15T09:00:00Z"),
        said: {
          kind: "post",
          parentExternalId: null,
          authorExternalId: PAGE,
          text: "Our autumn roast is here",
          elsewhere: false,
          files: [
            { type: "image", url: "https://cdn.example/roast.jpg" },
            { type: "link", url: "https://shop.example", title: "The shop" },
          ],
          post: { published: false, promoted: true },
        },
      },
    ],
  });
});

test("comments at any depth, with what the Page has done to them, and without those that nobody can read", async () => {
  const asked = await standInAnswering(200, {
    data: [
      {
        id: "5550001_2",
        message: "Me too",
        created_time: "2026-11-15T09:20:00+0000",
        parent: { id: "5550001_1" },
        is_hidden: true,
        user_likes: true,
      },
      { id: "5550001_9" },
      {
        id: "5550001_1",
        message: "",
        created_time: "2026-11-15T09:19:58+0000",
        from: { id: "7300112233445566", name: "María" },
        attachment: { type: "photo", media: { image: { src: "https://cdn.example/cup.jpg" } } },
      },
    ],
  });
  const reading = await readComments(credentials, POST, { limit: 50 });

  expect(Object.fromEntries(asked[0]!.url.searchParams)).toMatchObject({
    filter: "stream",
    order: "reverse_chronological",
    limit: "50",
  });
  expect(reading).toMatchObject({
    outcome: "read",
    events: [
      {
        type: "said",
        externalId: "5550001_2",
        said: { parentExternalId: "5550001_1", authorExternalId: null, authorName: null },
      },
      { type: "hidden", externalId: "5550001_2", hidden: true },
      { type: "reacted", externalId: "5550001_2", byExternalId: PAGE, removed: false },
      {
        type: "said",
        externalId: "5550001_1",
        said: {
          parentExternalId: POST,
          text: null,
          authorName: "María",
          files: [{ type: "image", url: "https://cdn.example/cup.jpg" }],
        },
      },
    ],
  });
});

test.each([
  [100, 33, { outcome: "gone" }],
  [10, undefined, { outcome: "unreadable", reason: "permission_missing" }],
  [190, 460, { outcome: "unreadable", reason: "reconnect_needed" }],
  [613, undefined, { outcome: "unreadable", reason: "platform_busy" }],
  [2, undefined, { outcome: "unreadable", reason: "unreachable" }],
] as const)("what %i/%s means", async (code, subcode, means) => {
  await standInAnswering(400, refusal(code, subcode));
  const wanted = { kind: "post" as const, externalId: POST, postExternalId: POST };
  expect(await readPublic(credentials, wanted)).toMatchObject(means);
});
