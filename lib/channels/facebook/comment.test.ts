import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { OutboundMessage } from "@/lib/channels/channel";
import { findSent } from "./find-sent";
import { standIn, standInAnswering } from "./graph-stand-in";
import { send } from "./send";

const maria = "7300112233445566";
const place = {
  kind: "public",
  parentExternalId: "5550001_6660001",
  postExternalId: "10400555011_5550001",
} as const;
const comment: OutboundMessage = {
  id: "0197a3b2-0000-7000-8000-00000000abcd",
  contactExternalId: maria,
  place,
  mode: "reply",
  text: "We do, from Monday on.",
};
const harborCoffee = {
  channelExternalId: "10400555011",
  appId: "880011223344556",
  appSecret: "the-secret-of-the-app",
  accessToken: "EAAHarborCoffeeToken01",
};
const refusal = (code: number, subcode?: number) => ({
  error: { message: `(#${code}) words`, code, error_subcode: subcode, fbtrace_id: "Atrace" },
});

describe("a comment", () => {
  test("is posted below what it answers, with its words alone", async () => {
    const asked = await standInAnswering(200, { id: "5550001_6660002" });

    expect(await send(harborCoffee, comment)).toEqual({ outcome: "sent", externalId: "5550001_6660002" });
    expect(asked).toMatchObject([{ method: "POST", url: { pathname: "/v26.0/5550001_6660001/comments" } }]);
    expect(asked[0]?.body).toEqual({ message: "We do, from Monday on." });
  });

  test.each([
    ["@María, we do. @María!", "@[7300112233445566], we do. @María!"],
    ["We do, @María.", "We do, @[7300112233445566]."],
    ["Nobody's name.", "Nobody's name."],
  ])("%s", async (text, message) => {
    const asked = await standInAnswering(200, { id: "5550001_6660002" });

    await send(harborCoffee, { ...comment, text, mention: { name: "María", externalId: maria } });
    expect(asked[0]?.body).toEqual({ message });
  });

  test("takes a picture along as `source`, with words or without", async () => {
    const forms: FormData[] = [];
    await standIn(async (request, response) => {
      const headers = { "content-type": request.headers["content-type"] ?? "" };
      forms.push(await new Response(Buffer.concat(await request.toArray()), { headers }).formData());
      response.end(JSON.stringify({ id: "5550001_6660002" }));
    });
    const media = {
      as: "image",
      name: "beans.png",
      contentType: "image/png",
      size: 5,
      open: async () => Readable.from([Buffer.from("beans")]),
    } as const;

    expect(await send(harborCoffee, { ...comment, media })).toMatchObject({ outcome: "sent" });
    expect(await send(harborCoffee, { ...comment, text: "", media })).toMatchObject({ outcome: "sent" });
    expect(forms.map((form) => form.get("message"))).toEqual(["We do, from Monday on.", null]);
    const file = forms[0]!.get("source") as File;
    expect([file.name, file.type, await file.text()]).toEqual(["beans.png", "image/png", "beans"]);
  });

  test("may be longer than a message, up to 8,000", async () => {
    const asked = await standInAnswering(200, { id: "5550001_6660002" });

    expect(await send(harborCoffee, { ...comment, text: "a".repeat(8_000) })).toMatchObject({
      outcome: "sent",
    });
    expect(await send(harborCoffee, { ...comment, text: "a".repeat(8_001) })).toMatchObject({
      reason: "too_long",
    });
    expect(asked).toHaveLength(1);
  });
});

describe("what the platform says of comments holds back comments only", () => {
  test.each([
    [368, undefined],
    [368, 1404006],
    [32, undefined],
    [613, undefined],
    [4, undefined],
    [80001, undefined],
  ])("%i/%s is a block", async (code, subcode) => {
    await standInAnswering(400, refusal(code, subcode));

    expect(await send(harborCoffee, comment)).toMatchObject({
      outcome: "busy",
      reason: "public_blocked",
      pressure: { scope: "public", state: "refused", seconds: null, reason: "public_blocked" },
    });
  });

  test.each<[number, number | undefined, string, string | undefined]>([
    [10, undefined, "permission_missing", "public"],
    [200, undefined, "permission_missing", undefined],
    [100, 33, "public_gone", undefined],
    [1705, undefined, "not_as_page", undefined],
    [190, 463, "reconnect_needed", undefined],
    [4711, undefined, "needs_a_look", undefined],
  ])("%i/%s is %s", async (code, subcode, reason, scope) => {
    await standInAnswering(400, refusal(code, subcode));

    const result = await send(harborCoffee, comment);
    expect(result).toMatchObject({ outcome: "rejected", reason });
    expect(result.pressure?.scope).toBe(scope);
  });

  test("a full allowance, and a platform that can't be reached", async () => {
    await standInAnswering(200, { id: "1_2" }, { "X-App-Usage": '{"call_count":100}' });
    expect((await send(harborCoffee, comment)).pressure).toMatchObject({ scope: "public", state: "full" });

    await standInAnswering(429, "<html>");
    expect(await send(harborCoffee, comment)).toMatchObject({
      reason: "public_blocked",
      pressure: { scope: "public" },
    });
  });
});

test.each([
  ["a fault", 500, refusal(2)],
  ["a proxy's page", 502, "<html>"],
  ["an answer without an id", 200, { success: true }],
])("%s leaves open whether it stands there", async (_case, status, body) => {
  await standInAnswering(status, body);
  expect(await send(harborCoffee, comment)).toMatchObject({ outcome: "unknown" });
});

describe("a private reply", () => {
  test.each([
    ["comment", { comment_id: "5550001_6660001" }],
    ["post", { post_id: "5550001_6660001" }],
  ] as const)("to a %s names that, and no person or tag", async (to, recipient) => {
    const asked = await standInAnswering(200, { recipient_id: maria, message_id: "m_1" });
    const privately = { kind: "private_reply", to, externalId: "5550001_6660001" } as const;

    expect(await send(harborCoffee, { ...comment, place: privately })).toEqual({
      outcome: "sent",
      externalId: "m_1",
    });
    expect(asked[0]?.body).toEqual({
      recipient,
      messaging_type: "RESPONSE",
      message: { text: comment.text, metadata: `pagedesk:${comment.id}` },
    });
  });

  test.each([
    [10900, undefined, "private_reply_used"],
    [10902, undefined, "private_reply_impossible"],
    [10903, undefined, "private_reply_late"],
    [100, 33, "public_gone"],
  ])("%i/%s is %s", async (code, subcode, reason) => {
    await standInAnswering(400, refusal(code, subcode));
    const privately = { kind: "private_reply", to: "comment", externalId: "5550001_6660001" } as const;

    expect(await send(harborCoffee, { ...comment, place: privately })).toMatchObject({
      outcome: "rejected",
      reason,
    });
  });
});

describe("asking what stands below a post", () => {
  const said = (id: string, more: object = {}) => ({
    id,
    created_time: "2026-11-21T12:00:00+0000",
    from: { id: harborCoffee.channelExternalId },
    message: "Yes.",
    ...more,
  });

  test("tells what the Page said, and what nobody is named for", async () => {
    const asked = await standInAnswering(200, {
      data: [
        said("1_3", { message: undefined, attachment: { type: "photo" } }),
        said("1_2", { from: { id: maria } }),
        said("1_1", { from: undefined }),
      ],
    });

    expect(await findSent(harborCoffee, maria, place)).toEqual({
      outcome: "read",
      messages: [
        { externalId: "1_3", at: new Date("2026-11-21T12:00:00Z"), text: "", attachments: ["image"] },
        { externalId: "1_1", at: new Date("2026-11-21T12:00:00Z"), text: "Yes.", attachments: [] },
      ],
      completeSince: new Date(0),
    });
    const { pathname, searchParams } = asked[0]!.url;
    expect(pathname).toMatch(/\/10400555011_5550001\/comments$/);
    expect(searchParams.get("filter")).toBe("stream");
    expect(searchParams.get("order")).toBe("reverse_chronological");
  });

  test("knows nothing of what is older than a hundred", async () => {
    const hundred = Array.from({ length: 100 }, (_, index) => said(`1_${index}`));
    await standInAnswering(200, { data: hundred });

    expect(await findSent(harborCoffee, maria, place)).toMatchObject({
      completeSince: new Date("2026-11-21T12:00:00Z"),
    });
  });

  test("that is refused proves nothing, and says nothing of writing", async () => {
    await standInAnswering(400, refusal(613));
    const history = await findSent(harborCoffee, maria, place);
    expect(history).toMatchObject({ outcome: "unreadable", reason: "platform_busy" });
    expect(history.pressure).toBeUndefined();
  });
});
