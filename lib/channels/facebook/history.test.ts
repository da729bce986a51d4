import { describe, expect, test } from "vitest";
import { appSecretProof } from "./graph";
import { standInAnswering } from "./graph-stand-in";
import { facebookHistory } from "./history";

const page = "1040055501112223";
const person = "7300112233445566";
const credentials = { channelExternalId: page, appId: "1", appSecret: "secret", accessToken: "EAA-token" };
const list = { limit: 25, after: null, contents: "whole" } as const;

const message = (given: object) => ({
  id: "m_1",
  created_time: "2026-11-15T09:19:00+0000",
  from: { id: person, name: "Ada Sim" },
  message: "Green",
  ...given,
});
const thread = (messages: object[], given: object = {}) => ({
  id: "t_1",
  updated_time: "2026-11-15T09:20:00+0000",
  participants: {
    data: [
      { id: person, name: "Ada Sim" },
      { id: page, name: "Sim Bakery" },
    ],
  },
  messages: {
    data: messages,
    paging: { cursors: { after: "QVF2" }, next: "https://graph/next?access_token=EAA" },
  },
  ...given,
});

async function threadsOf(body: object) {
  await standInAnswering(200, body);
  const answer = await facebookHistory.listThreads(credentials, list);
  if (answer.outcome !== "read") throw new Error(answer.outcome);
  return answer;
}

test("asks for the Page's own threads, with the proof, and for 20 messages of each", async () => {
  const asked = await standInAnswering(200, { data: [] });
  await facebookHistory.listThreads(credentials, { ...list, after: "QVF9" });

  const { url } = asked[0]!;
  expect(url.pathname).toMatch(new RegExp(`/${page}/conversations$`));
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    platform: "messenger",
    limit: "25",
    after: "QVF9",
    appsecret_proof: appSecretProof(credentials.accessToken, credentials.appSecret),
    fields: expect.stringContaining("messages.limit(20){id,created_time,from,message"),
  });
});

test("tells who wrote what and when, and nothing of the address of the next page", async () => {
  const answer = await threadsOf({
    data: [thread([message({}), message({ id: "m_0", from: { id: page }, message: "Which colour?" })])],
    paging: { cursors: { after: "QVF9" }, next: "https://graph/next?access_token=EAA-token" },
  });

  expect(answer).toMatchObject({
    next: "QVF9",
    threads: [
      {
        externalId: "t_1",
        updatedAt: new Date("2026-11-15T09:20:00Z"),
        contact: { externalId: person, name: "Ada Sim" },
        hasOlder: true,
        messages: [
          { externalId: "m_1", event: { type: "message", contactExternalId: person, text: "Green" } },
          { externalId: "m_0", event: { type: "echo", contactExternalId: person, appExternalId: null } },
        ],
      },
    ],
  });
  expect(JSON.stringify({ ...answer, threads: [] })).not.toContain("access_token");
});

test("moments in seconds since 1970, numbers for ids, and what is not shown any more", async () => {
  const { threads } = await threadsOf({
    data: [thread([message({ created_time: 1763198340 }), { id: "m_old", created_time: 1763198000 }])],
  });
  expect(threads[0]?.messages).toMatchObject([
    { at: new Date("2025-11-15T09:19:00Z") },
    { externalId: "m_old", event: null },
  ]);
});

test("files, stickers and shares are attachments, as in a delivery", async () => {
  const files = {
    data: [
      { mime_type: "image/jpeg", name: "a.jpg", image_data: { url: "https://cdn/a.jpg" } },
      { mime_type: "video/mp4", name: "b.mp4", video_data: { url: "https://cdn/b.mp4" } },
      { mime_type: "audio/mpeg", name: "c.mp3", file_url: "https://cdn/c.mp3" },
      { mime_type: "application/pdf", name: "d.pdf", file_url: "https://cdn/d.pdf" },
    ],
  };
  const { threads } = await threadsOf({
    data: [
      thread([
        message({ message: "", attachments: files }),
        message({ message: "", sticker: "https://cdn/sticker.png" }),
        message({ message: "", shares: { data: [{ link: "https://shop/1", name: "Cup" }] } }),
        message({ reply_to: { id: "m_9" } }),
      ]),
    ],
  });
  const events = threads[0]!.messages.map(({ event }) => event);
  expect(events[0]?.attachments.map(({ type, name }) => [type, name])).toEqual([
    ["image", "a.jpg"],
    ["video", "b.mp4"],
    ["audio", "c.mp3"],
    ["file", "d.pdf"],
  ]);
  expect(events[1]).toMatchObject({ kind: "sticker", attachments: [{ type: "sticker" }] });
  expect(events[2]).toMatchObject({ kind: "link", attachments: [{ type: "link", url: "https://shop/1" }] });
  expect(events[3]).toMatchObject({ replyToExternalId: "m_9" });
});

test("one odd thread hides no other, and a thread without a person is told as it is", async () => {
  const { threads } = await threadsOf({
    data: [{ odd: true }, thread([message({})], { participants: null }), thread([])],
  });
  expect(threads.map(({ contact }) => contact?.externalId ?? null)).toEqual([null, person]);
  expect(threads[0]?.messages[0]?.event).toBeNull();
});

describe("a refusal", () => {
  test.each([
    [1, null, { outcome: "too_much" }],
    [100, null, { outcome: "gone" }],
    [9000001, null, { outcome: "gone" }],
    [613, null, { outcome: "unreadable", reason: "platform_busy", pressure: { state: "refused" } }],
    [80006, null, { outcome: "unreadable", reason: "platform_busy" }],
    [4, null, { outcome: "unreadable", reason: "platform_busy", pressure: { scope: "app" } }],
    [190, 460, { outcome: "unreadable", reason: "reconnect_needed" }],
    [10, null, { outcome: "unreadable", reason: "permission_missing" }],
    [2, null, { outcome: "unreadable", reason: "unreachable" }],
  ])("%s/%s", async (code, error_subcode, expected) => {
    await standInAnswering(400, { error: { message: "no", type: "OAuthException", code, error_subcode } });
    expect(await facebookHistory.listThreads(credentials, list)).toMatchObject(expected);
  });
});

test("an answer that is none is tried again later", async () => {
  await standInAnswering(200, { data: "nothing" });
  expect(await facebookHistory.readThread(credentials, "t_1")).toMatchObject({ reason: "unreachable" });
});

test("a permission that reading lacks stops nobody from writing", async () => {
  await standInAnswering(400, { error: { message: "no", type: "OAuthException", code: 10 } });
  const answer = await facebookHistory.listThreads(credentials, list);
  expect(answer.pressure).toBeUndefined();
});
