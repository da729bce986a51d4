import { expect, test } from "vitest";
import { standIn, standInAnswering } from "./graph-stand-in";
import { moderate } from "./moderate";

const credentials = {
  channelExternalId: "1040055501112223",
  appId: "1",
  appSecret: "secret-of-the-app",
  accessToken: "token-of-the-page",
};
const COMMENT = "5550001_6660001";
const refusal = (code: number, error_subcode?: number) => ({
  error: { code, error_subcode, message: "no", type: "OAuthException" },
});

test.each([
  ["like", "POST", `/${COMMENT}/likes`, null],
  ["unlike", "DELETE", `/${COMMENT}/likes`, null],
  ["hide", "POST", `/${COMMENT}`, "true"],
  ["unhide", "POST", `/${COMMENT}`, "false"],
  ["delete", "DELETE", `/${COMMENT}`, null],
] as const)("to %s, as the Page", async (action, method, path, hidden) => {
  const asked = await standInAnswering(200, { success: true });
  expect(await moderate(credentials, COMMENT, action)).toMatchObject({ outcome: "done" });

  expect(asked).toMatchObject([{ method, authorization: "Bearer token-of-the-page" }]);
  expect(asked[0]!.url.pathname.endsWith(path)).toBe(true);
  expect(asked[0]!.url.searchParams.get("is_hidden")).toBe(hidden);
});

test.each([
  [100, 33, { outcome: "gone" }],
  [10, undefined, { outcome: "refused", reason: "permission_missing" }],
  [200, undefined, { outcome: "refused", reason: "permission_missing" }],
  [190, 460, { outcome: "refused", reason: "reconnect_needed" }],
  [368, undefined, { outcome: "refused", reason: "page_restricted" }],
  [100, undefined, { outcome: "refused", reason: "rejected" }],
  [32, undefined, { outcome: "busy", reason: "platform_busy" }],
  [2, undefined, { outcome: "unknown" }],
  [424242, undefined, { outcome: "refused", reason: "needs_a_look" }],
] as const)("what %i/%s means", async (code, subcode, means) => {
  await standInAnswering(400, refusal(code, subcode));
  expect(await moderate(credentials, COMMENT, "hide")).toMatchObject(means);
});

test("a block of one action holds up no answers, a limit does", async () => {
  await standInAnswering(400, refusal(368));
  expect((await moderate(credentials, COMMENT, "like")).pressure).toBeUndefined();
});

test("no answer may mean that it was done; no connection means that it was not", async () => {
  await standInAnswering(502, "a proxy's page");
  expect(await moderate(credentials, COMMENT, "delete")).toMatchObject({ outcome: "unknown" });

  const end = await standIn(() => {});
  await end();
  expect(await moderate(credentials, COMMENT, "delete")).toMatchObject({
    outcome: "busy",
    reason: "unreachable",
  });
});
