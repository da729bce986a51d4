import { describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { callGraph, graphPath } from "./graph";
import { standIn } from "./graph-stand-in";

const accessToken = "EAAHarborCoffeeToken01";
const appSecret = "the-secret-of-the-app";

const read = () => callGraph({ method: "GET", path: "/me", accessToken, appSecret, timeoutMs: 300 });

test("the token travels as a parameter and in a header, with its proof", async () => {
  let seen = { url: "", authorization: "" };
  await standIn((request, response) => {
    seen = { url: request.url ?? "", authorization: request.headers.authorization ?? "" };
    response.end("{}");
  });

  await callGraph({ method: "GET", path: "/me", query: { fields: "id,name" }, accessToken, appSecret });

  const url = new URL(seen.url, "http://graph");
  expect(seen.authorization).toBe(`Bearer ${accessToken}`);
  expect(url.searchParams.get("access_token")).toBe(accessToken);
  expect(url.pathname).toBe(`/${env.FACEBOOK_GRAPH_VERSION}/me`);
  expect(url.searchParams.get("fields")).toBe("id,name");
  expect(url.searchParams.get("appsecret_proof")).toMatch(/^[0-9a-f]{64}$/);
});

test("a body goes out as JSON, and ids too long for a number come back whole", async () => {
  let sent = "";
  await standIn((request, response) => {
    request.on("data", (chunk) => {
      sent += chunk;
    });
    request.on("end", () =>
      response.end('{"id":73001122334455667,"text":"1234567890123456789","at":1763201000001}'),
    );
  });

  const result = await callGraph({ method: "POST", path: "/x", body: { a: "é" }, accessToken, appSecret });

  expect(JSON.parse(sent)).toEqual({ a: "é" });
  expect(result).toMatchObject({
    outcome: "ok",
    body: { id: "73001122334455667", text: "1234567890123456789", at: 1763201000001 },
  });
});

test("a refusal is read from the envelope whatever the status, without the secrets that it repeats", async () => {
  await standIn((_, response) => {
    response.writeHead(200);
    const message = `Malformed access token ${accessToken}, appsecret_proof=00ff`;
    response.end(
      JSON.stringify({ error: { code: "190", error_subcode: 463, message, fbtrace_id: "Atrace" } }),
    );
  });

  expect(await read()).toMatchObject({
    outcome: "refused",
    error: {
      code: 190,
      subcode: 463,
      traceId: "Atrace",
      transient: false,
      httpStatus: 200,
      message: "Malformed access token [secret], appsecret_proof=[secret]",
    },
  });
});

test("the usage headers are read as percent and seconds", async () => {
  await standIn((_, response) => {
    response.setHeader("X-App-Usage", '{"call_count":28,"total_time":12,"total_cputime":9}');
    response.setHeader("X-Page-Usage", "not json");
    response.setHeader(
      "X-Business-Use-Case-Usage",
      '{"104":[{"type":"messenger","call_count":41,"estimated_time_to_regain_access":3}]}',
    );
    response.end("{}");
  });

  expect(await read()).toMatchObject({
    usage: { appPercent: 28, pagePercent: null, businessPercent: 41, regainAccessInSeconds: 180 },
  });
});

describe("no verdict", () => {
  test.each([
    ["a page of a proxy", 502, "<html>Bad gateway</html>"],
    ["half an answer", 200, '{"message_id":"m_'],
    ["an empty answer", 200, ""],
    ["an error without its envelope", 500, "{}"],
  ])("%s", async (_, status, body) => {
    await standIn((_request, response) => {
      response.writeHead(status);
      response.end(body);
    });

    expect(await read()).toMatchObject({ outcome: "unknown", mayHaveArrived: true });
  });

  test("no answer in time", async () => {
    await standIn(() => {});

    expect(await read()).toEqual({
      outcome: "unknown",
      detail: "No answer within 0.3 seconds.",
      mayHaveArrived: true,
      httpStatus: null,
    });
  });

  test("a cut connection", async () => {
    await standIn((request) => request.socket.destroy());

    expect(await read()).toMatchObject({ outcome: "unknown", mayHaveArrived: true });
  });

  test("a redirection, which would carry the token elsewhere", async () => {
    await standIn((_, response) => {
      response.writeHead(302, { Location: "http://127.0.0.1:9/" });
      response.end();
    });

    expect(await read()).toMatchObject({ outcome: "unknown", mayHaveArrived: true });
  });

  test("nobody listens: nothing can have arrived", async () => {
    const end = await standIn(() => {});
    await end();

    expect(await read()).toMatchObject({ outcome: "unknown", mayHaveArrived: false });
  });
});

test("an id can never reach another edge", () => {
  expect(graphPath("73001122/../me", "messages")).toBe("/73001122%2F..%2Fme/messages");
});
