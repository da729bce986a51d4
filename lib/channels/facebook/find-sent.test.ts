import { describe, expect, test } from "vitest";
import { findSent } from "./find-sent";
import { standIn, standInAnswering } from "./graph-stand-in";

const credentials = {
  channelExternalId: "10400555019001",
  appId: "880011223344556",
  appSecret: "the-secret-of-the-app",
  accessToken: "EAAHarborCoffeeToken01",
};
const maria = "7300112233445566";
const page = { id: credentials.channelExternalId };
const thread = (...messages: object[]) => ({ data: [{ id: "t_1", messages: { data: messages } }] });
const said = (id: string, more: object = {}) => ({
  id,
  created_time: "2026-11-21T12:00:00+0000",
  from: page,
  message: "Yes.",
  ...more,
});

test("asks for the newest twenty of one person, and tells what the Page said", async () => {
  const asked = await standInAnswering(
    200,
    thread(
      said("m_2", { message: "", attachments: { data: [{ mime_type: "image/png" }, {}] } }),
      said("m_maria", { from: { id: maria } }),
      said("m_1", { created_time: 1795262400 }),
    ),
  );

  expect(await findSent(credentials, maria, { kind: "thread" })).toEqual({
    outcome: "read",
    messages: [
      { externalId: "m_2", at: new Date("2026-11-21T12:00:00Z"), text: "", attachments: ["image", "file"] },
      { externalId: "m_1", at: new Date(1795262400_000), text: "Yes.", attachments: [] },
    ],
    completeSince: new Date(0),
  });
  const { searchParams, pathname } = asked[0]!.url;
  expect(pathname).toMatch(/\/10400555019001\/conversations$/);
  expect(searchParams.get("user_id")).toBe(maria);
  expect(searchParams.get("fields")).toContain("messages.limit(20)");
});

test("twenty messages are all that it shows: of what is older it knows nothing", async () => {
  const twenty = Array.from({ length: 20 }, (_, index) => said(`m_${index}`));
  await standInAnswering(200, thread(...twenty));

  expect(await findSent(credentials, maria, { kind: "thread" })).toMatchObject({
    completeSince: new Date("2026-11-21T12:00:00Z"),
  });
});

describe("what can't be read proves nothing", () => {
  test.each<[string, number, unknown, string]>([
    ["no thread", 200, { data: [] }, "unreachable"],
    ["a thread without messages", 200, { data: [{ id: "t_1" }] }, "unreachable"],
    ["a message without a time", 200, thread({ id: "m_1", from: page }), "unreachable"],
    ["a proxy's page", 502, "<html>", "unreachable"],
    ["a fault", 500, { error: { code: 2, message: "later" } }, "unreachable"],
    ["a dead token", 400, { error: { code: 190, error_subcode: 463, message: "no" } }, "reconnect_needed"],
    ["a missing permission", 403, { error: { code: 200, message: "no" } }, "permission_missing"],
    ["a throttle", 400, { error: { code: 613, message: "slow" } }, "platform_busy"],
  ])("%s", async (_case, status, body, reason) => {
    await standInAnswering(status, body);
    expect(await findSent(credentials, maria, { kind: "thread" })).toMatchObject({
      outcome: "unreadable",
      reason,
    });
  });

  test("a connection that breaks", async () => {
    await standIn((request) => request.socket.destroy());
    expect(await findSent(credentials, maria, { kind: "thread" })).toMatchObject({ outcome: "unreadable" });
  });

  test("that history may not be read does not mean that nothing may be written", async () => {
    await standInAnswering(403, { error: { code: 10, message: "no" } });
    expect((await findSent(credentials, maria, { kind: "thread" })).pressure).toBeUndefined();
  });
});
