import { describe, expect, test } from "vitest";
import type { OutboundMessage } from "@/lib/channels/channel";
import { standIn, standInAnswering } from "./graph-stand-in";
import { send } from "./send";
import { signal } from "./send-signal";

const maria = "7300112233445566";
const reply: OutboundMessage = {
  id: "0197a3b2-0000-7000-8000-00000000abcd",
  contactExternalId: maria,
  place: { kind: "thread" },
  mode: "reply",
  text: "It ships today.",
};

const harborCoffee = {
  channelExternalId: "10400555011",
  appId: "880011223344556",
  appSecret: "the-secret-of-the-app",
  accessToken: "EAAHarborCoffeeToken01",
};

const refusal = (code: number, subcode?: number) => ({
  error: {
    message: `(#${code}) words`,
    type: "OAuthException",
    code,
    error_subcode: subcode,
    fbtrace_id: "Atrace",
  },
});

describe("what goes out", () => {
  const accepted = { recipient_id: maria, message_id: "m_1" };

  test("a reply carries our id and no tag", async () => {
    const asked = await standInAnswering(200, accepted);
    const credentials = harborCoffee;

    expect(await send(credentials, reply)).toEqual({ outcome: "sent", externalId: "m_1" });
    expect(asked).toMatchObject([
      { method: "POST", url: { pathname: `/v26.0/${credentials.channelExternalId}/messages` } },
    ]);
    expect(asked[0]?.body).toEqual({
      recipient: { id: maria },
      messaging_type: "RESPONSE",
      message: { text: "It ships today.", metadata: `pagedesk:${reply.id}` },
    });
  });

  test("after the window, a person's answer carries the tag", async () => {
    const asked = await standInAnswering(200, accepted);

    await send(harborCoffee, { ...reply, mode: "human_agent" });
    expect(asked[0]?.body).toMatchObject({ messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" });
  });

  test("quick replies and the message that is answered", async () => {
    const asked = await standInAnswering(200, accepted);

    await send(harborCoffee, {
      ...reply,
      replyToExternalId: "m_0",
      quickReplies: [{ title: "Green", payload: "COLOR_GREEN" }],
    });
    expect(asked[0]?.body).toMatchObject({
      reply_to: { mid: "m_0" },
      message: { quick_replies: [{ content_type: "text", title: "Green", payload: "COLOR_GREEN" }] },
    });
  });

  test("what is too long for the platform does not", async () => {
    const asked = await standInAnswering(200, accepted);

    expect(await send(harborCoffee, { ...reply, text: "a".repeat(2001) })).toMatchObject({
      reason: "too_long",
    });
    expect(asked).toEqual([]);
    expect(await send(harborCoffee, { ...reply, text: "a".repeat(2000) })).toMatchObject({
      outcome: "sent",
    });
  });
});

describe("a refusal", () => {
  test("names its reason, and keeps the platform's words and numbers", async () => {
    await standInAnswering(400, refusal(10, 2018278));

    expect(await send(harborCoffee, reply)).toEqual({
      outcome: "rejected",
      reason: "window_closed",
      retryable: false,
      detail: "Outside of the messaging window. (#10) words · code 10 · subcode 2018278 · trace Atrace",
    });
  });

  test("is one, whatever its status", async () => {
    await standInAnswering(200, refusal(551));
    expect(await send(harborCoffee, reply)).toMatchObject({ reason: "contact_unavailable" });

    await standInAnswering(500, refusal(190, 463));
    expect(await send(harborCoffee, reply)).toMatchObject({ reason: "reconnect_needed" });
  });

  test("may say something else than its words: 200 in place of 551", async () => {
    await standInAnswering(400, refusal(200, 1545041));

    expect(await send(harborCoffee, reply)).toMatchObject({ reason: "contact_unavailable" });
  });

  test("of the tag is not one of the Page", async () => {
    await standInAnswering(400, refusal(10));

    expect(await send(harborCoffee, reply)).toMatchObject({ reason: "permission_missing" });
    expect(await send(harborCoffee, { ...reply, mode: "human_agent" })).toMatchObject({
      reason: "human_agent_not_approved",
    });
  });

  test("that nobody has seen before needs a look", async () => {
    await standInAnswering(400, refusal(4711, 99));

    expect(await send(harborCoffee, reply)).toMatchObject({ reason: "needs_a_look", retryable: false });
  });

  test("never repeats the token", async () => {
    const { error } = refusal(190);
    const credentials = harborCoffee;
    const message = `Malformed access token ${credentials.accessToken}`;
    await standInAnswering(400, { error: { ...error, message } });

    expect(JSON.stringify(await send(credentials, reply))).not.toContain(credentials.accessToken);
  });
});

describe("a throttle", () => {
  test.each([4, 17, 32, 613, 80001, 80002, 80006])("%i asks to wait", async (code) => {
    await standInAnswering(400, refusal(code));

    expect(await send(harborCoffee, reply)).toMatchObject({ outcome: "busy", reason: "platform_busy" });
  });

  test("is waited for as long as the platform says, in minutes", async () => {
    const usage = { "104": [{ type: "messenger", call_count: 101, estimated_time_to_regain_access: 7 }] };
    await standInAnswering(400, refusal(80006), { "X-Business-Use-Case-Usage": JSON.stringify(usage) });

    expect(await send(harborCoffee, reply)).toMatchObject({ outcome: "busy", retryInSeconds: 420 });
  });

  test("that names no time leaves how long to whoever remembers the ones before", async () => {
    await standInAnswering(400, refusal(613));
    expect(await send(harborCoffee, reply)).toMatchObject({
      outcome: "busy",
      retryInSeconds: null,
      pressure: { scope: "page", state: "refused", seconds: null, reason: "platform_busy" },
    });
  });

  test("4 is the whole app's", async () => {
    await standInAnswering(400, refusal(4));
    expect(await send(harborCoffee, reply)).toMatchObject({ pressure: { scope: "app" } });
  });
});

describe("what an answer tells of the allowance", () => {
  const business = (use: object) => ({
    "X-Business-Use-Case-Usage": JSON.stringify({ "104": [{ type: "messenger", ...use }] }),
  });

  test.each<[string, Record<string, string>, object | undefined]>([
    ["little is used", business({ call_count: 79 }), undefined],
    ["most is used", business({ call_count: 80 }), { scope: "page", state: "nearly_full" }],
    ["all is used", business({ call_count: 100 }), { scope: "page", state: "full", seconds: null }],
    [
      "all is used, with a time",
      business({ call_count: 100, estimated_time_to_regain_access: 2 }),
      { scope: "page", state: "full", seconds: 120 },
    ],
    ["most of the app's", { "X-App-Usage": '{"total_time":91}' }, { scope: "app", state: "nearly_full" }],
    ["all of the app's", { "X-App-Usage": '{"total_cputime":100}' }, { scope: "app", state: "full" }],
  ])("%s", async (_, headers, pressure) => {
    await standInAnswering(200, { message_id: "m_1" }, headers);
    const result = await send(harborCoffee, reply);
    expect(result).toMatchObject({ outcome: "sent", externalId: "m_1" });
    if (pressure) expect(result.pressure).toMatchObject(pressure);
    else expect(result.pressure).toBeUndefined();
  });

  test.each<[number, number | undefined, string | undefined]>([
    [10, undefined, "permission_missing"],
    [3, undefined, "permission_missing"],
    [200, 2018028, "permission_missing"],
    [200, undefined, undefined],
    [10, 1893063, "page_restricted"],
    [368, undefined, "page_restricted"],
    [551, undefined, undefined],
    [10, 2018278, undefined],
  ])("%i/%s holds the whole Page: %s", async (code, subcode, reason) => {
    await standInAnswering(400, refusal(code, subcode));
    const result = await send(harborCoffee, reply);
    expect(result.outcome).toBe("rejected");
    expect(result.pressure?.reason).toBe(reason);
  });
});

describe("what may have arrived is not known, and never sent again", () => {
  test.each([
    ["delivered in spite of its error", 400, refusal(1, 1357046)],
    ["an internal error", 500, refusal(2)],
    ["an internal error", 500, refusal(-1)],
    ["an unknown error", 500, refusal(1)],
    ["a proxy's page", 502, "<html>"],
    ["an answer without the message's id", 200, { recipient_id: maria }],
  ])("%s", async (_, status, body) => {
    const asked = await standInAnswering(status, body);

    expect(await send(harborCoffee, reply)).toMatchObject({ outcome: "unknown" });
    expect(asked).toHaveLength(1);
  });

  test("a connection that breaks", async () => {
    await standIn((request) => request.socket.destroy());

    expect(await send(harborCoffee, reply)).toMatchObject({ outcome: "unknown" });
  });

  test("but where no connection came about, nothing arrived: it waits", async () => {
    const end = await standIn(() => {});
    await end();

    expect(await send(harborCoffee, reply)).toMatchObject({
      outcome: "busy",
      reason: "unreachable",
      pressure: { scope: "page", reason: "unreachable" },
    });
  });

  test.each([
    [400, "unreachable", undefined],
    [403, "unreachable", undefined],
    [413, "unreachable", undefined],
    [429, "platform_busy", "page"],
  ])("nor where somebody on the way refused it with %i and no envelope", async (status, reason, scope) => {
    await standInAnswering(status, "<html>No</html>");

    const result = await send(harborCoffee, reply);
    expect(result).toMatchObject({ outcome: "busy", reason });
    expect(result.pressure?.scope).toBe(scope);
  });

  test.each([408, 499])("while %i only tells of somebody who stopped waiting", async (status) => {
    await standInAnswering(status, "<html>Timeout</html>");

    expect(await send(harborCoffee, reply)).toMatchObject({ outcome: "unknown" });
  });
});

describe("signals", () => {
  test.each([
    ["typing", "typing_on"],
    ["stopped_typing", "typing_off"],
    ["seen", "mark_seen"],
  ] as const)("%s", async (kind, sender_action) => {
    const asked = await standInAnswering(200, { recipient_id: maria });

    await signal(harborCoffee, maria, kind);
    expect(asked[0]?.body).toEqual({ recipient: { id: maria }, sender_action });
  });

  test("are best effort", async () => {
    await standInAnswering(400, refusal(10, 2018278));

    await expect(signal(harborCoffee, maria, "typing")).resolves.toBeUndefined();
  });
});
