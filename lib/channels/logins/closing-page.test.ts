import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { errorResponse } from "@/lib/http";
import { closingPage, closingPageOfError } from "./closing-page";
import type { LoginRow } from "./find-login";

const login: LoginRow = {
  id: "11111111-2222-4333-8444-555555555555",
  kind: "facebook",
  userId: "11111111-2222-4333-8444-555555555556",
  status: "granted",
  channelId: null,
  stateHash: "hash-of-the-state",
  browserHash: "",
  refusal: null,
  externalUserId: "1",
  externalUserName: "Grace",
  userTokenEncrypted: "v1.secret",
  tokenExpiresAt: null,
  grantedPermissions: [],
  declinedPermissions: [],
  expiresAt: new Date(),
  createdAt: new Date(),
};

test("the last page of the popup runs its own script and nothing else", async () => {
  const response = closingPage(login);
  const policy = response.headers.get("content-security-policy")!;
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)![1];
  const html = await response.text();

  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain(`<script nonce="${nonce}">`);
  expect(closingPage(login).headers.get("content-security-policy")).not.toBe(policy);
});

test("it tells the wizard which sign-in, keeps nothing and gives no secret away", async () => {
  const response = closingPage(login);
  const html = await response.text();

  expect(html).toContain(`"loginId":"${login.id}"`);
  expect(html).toContain(`href="/settings/channels/connect?login=${login.id}"`);
  expect(html).not.toMatch(/secret|hash-of/);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("referrer-policy")).toBe("no-referrer");
});

test("a refusal is told in words", async () => {
  const refused = { ...login, status: "refused" as const, refusal: { reason: "not_granted" } };
  expect(await closingPage(refused).text()).toContain("Facebook didn't grant access".replace("'", "&#39;"));
});

test("an error is a page too, with its status, and can't carry a script in", async () => {
  const error = new AppError("not_found", "</h1><script>alert(1)</script>");
  const response = await closingPageOfError(errorResponse(error));

  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain("<script>alert");
});
