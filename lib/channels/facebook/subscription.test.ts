import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { subscribePage } from "./subscription";
import { neededFields } from "./subscription-fields";

/** Any platform that speaks Graph: refuses each list that names one of `refused`, and then changes nothing. */
const platform = {
  refused: [] as string[],
  code: 200,
  lists: [] as string[][],
  hidden: false,
  leftOut: [] as string[],
};
const server = createServer((request, response) => {
  const url = new URL(request.url!, "http://platform");
  response.setHeader("content-type", "application/json");
  if (request.method === "GET") {
    const fields = platform.lists.at(-1)?.filter((field) => !platform.leftOut.includes(field)) ?? [];
    response.end(JSON.stringify({ data: platform.hidden ? [] : [{ id: "1", subscribed_fields: fields }] }));
    return;
  }
  const list = url.searchParams.get("subscribed_fields")!.split(",");
  if (list.some((field) => platform.refused.includes(field))) {
    response.statusCode = 403;
    response.end(JSON.stringify({ error: { code: platform.code, message: "no", type: "OAuthException" } }));
    return;
  }
  platform.lists.push(list);
  response.end(JSON.stringify({ success: "true" }));
});

const credentials = { channelExternalId: "9", appId: "1", appSecret: "secret", accessToken: "token" };
const fields = neededFields({ public: true });

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  env.FACEBOOK_GRAPH_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => Object.assign(platform, { refused: [], code: 200, lists: [], hidden: false, leftOut: [] }));
afterAll(() => server.close());

describe("subscribing a Page", () => {
  test("takes all fields in one call where the platform accepts them", async () => {
    expect(await subscribePage(credentials, fields)).toEqual({
      subscribed: fields,
      refused: [],
      refusal: null,
    });
    expect(platform.lists).toEqual([fields]);
  });

  test.each([
    ["one that needs a permission", ["message_edits"], 200],
    ["one that isn't known", ["standby"], 100],
    ["the first and the last of the others", ["messaging_postbacks", "ratings"], 200],
    ["posts and comments alone", ["feed"], 200],
    ["a mention under a name that it has never heard", ["mention"], 100],
    ["recommendations", ["ratings"], 100],
    ["all that is public", ["feed", "mention", "ratings"], 200],
    ["all but the most important", fields.slice(1), 200],
  ])("leaves out %s and keeps all others", async (_case, refused, code) => {
    Object.assign(platform, { refused, code });

    const { subscribed, refusal, refused: named } = await subscribePage(credentials, fields);

    expect(subscribed).toEqual(fields.filter((field) => !refused.includes(field)));
    expect(named.map((field) => [field.name, field.code])).toEqual(refused.map((name) => [name, code]));
    expect(refusal?.error?.code).toBe(code);
    expect(platform.lists.every((list) => list[0] === "messages")).toBe(true);
  });

  test("gives up after the most important one was refused too", async () => {
    platform.refused = ["messages"];

    expect(await subscribePage(credentials, fields)).toMatchObject({
      subscribed: [],
      refused: [],
    });
    expect(platform.lists).toEqual([]);
  });

  test("asks once for what the token is known to hold", async () => {
    platform.refused = fields.filter((field) => field.startsWith("messag") || field === "standby");

    const { subscribed, refused } = await subscribePage(credentials, fields, ["pages_manage_metadata"]);

    expect(subscribed).toEqual(["feed", "mention", "ratings"]);
    expect(refused).toHaveLength(platform.refused.length);
    expect(refused[0]).toEqual({ name: "messages", code: 200, detail: "without pages_messaging" });
    expect(platform.lists).toHaveLength(1);
  });

  test("believes the acceptance of a platform that doesn't show its list", async () => {
    platform.hidden = true;
    expect((await subscribePage(credentials, fields)).subscribed).toEqual(fields);
  });

  test("names a field that it accepted and left out all the same", async () => {
    platform.leftOut = ["ratings"];
    expect((await subscribePage(credentials, fields)).refused).toMatchObject([
      { name: "ratings", code: null },
    ]);
  });

  test("passes on what isn't about fields", async () => {
    Object.assign(platform, { refused: ["feed"], code: 190 });
    await expect(subscribePage(credentials, fields)).rejects.toMatchObject({ error: { code: 190 } });
  });
});
