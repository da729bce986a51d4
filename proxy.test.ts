import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { cookieOf } from "@/db/factories/people";
import { contentSecurityPolicy } from "@/lib/auth/content-security-policy";
import { proxy } from "./proxy";

const ana = { id: "00000000-0000-4000-8000-000000000001" };

function visit(path: string, cookie = "") {
  return proxy(new NextRequest(`http://localhost:3000${path}`, { headers: { cookie } }));
}

test.each([
  ["/inbox?view=mine", "/sign-in?from=%2Finbox%3Fview%3Dmine"],
  ["/settings/users", "/sign-in?from=%2Fsettings%2Fusers"],
  ["/", "/sign-in"],
  ["/sign-in-elsewhere", "/sign-in?from=%2Fsign-in-elsewhere"],
])("signed out, %s leads to %s", (path, target) => {
  const { status, headers } = visit(path);

  expect(status).toBe(307);
  expect(headers.get("location")).toBe(`http://localhost:3000${target}`);
});

test.each(["/sign-in", "/setup", "/invite/a-token"])("signed out, %s is open", (path) => {
  expect(visit(path).headers.get("location")).toBeNull();
});

test("every page gets a nonce of its own, in its policy and for its scripts", async () => {
  const cookie = await cookieOf(ana);
  const policies = [visit("/inbox", cookie), visit("/inbox", cookie)].map((response) => {
    const policy = response.headers.get("content-security-policy");
    expect(response.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
    expect(policy).toContain(`'nonce-${response.headers.get("x-middleware-request-x-nonce")}'`);
    return policy;
  });

  expect(policies[0]).not.toBe(policies[1]);
});

test("what is always said of a page", () => {
  const { headers } = visit("/sign-in");

  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
  expect(headers.get("permissions-policy")).toContain("camera=()");
});

test("a page runs our scripts only, and talks to our own host and the platform's pictures only", () => {
  const env = {
    APP_URL: "https://desk.harbor.example",
    FACEBOOK_GRAPH_URL: "http://localhost:3100/graph",
    NODE_ENV: "production",
  } as const;
  const policy = contentSecurityPolicy(env, "abc").split("; ");

  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy).toContain("connect-src 'self' wss://desk.harbor.example");
  expect(policy).toContain("img-src 'self' data: blob: https: http://localhost:3100");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(contentSecurityPolicy({ ...env, NODE_ENV: "development" }, "abc")).toContain("'unsafe-eval'");
});
