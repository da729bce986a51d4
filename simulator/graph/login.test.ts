import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { APP, Cast, COFFEE, GRACE, OMAR, POLLY, ROASTERY } from "../testing/cast";
import { Receiver } from "../testing/receiver";

const REDIRECT = "http://localhost:3000/back?from=facebook";
const SCOPES = ["pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement"];

let cast: Cast;

beforeAll(async () => {
  cast = await Cast.start();
});
afterAll(() => cast.end());

beforeEach(async () => {
  await cast.control("POST", "/reset", {});
  await cast.control("POST", "/demo");
  await cast.control("POST", "/apps", { id: APP, redirectUris: [REDIRECT] });
  await cast.authorise();
});

interface Login {
  account?: string;
  answer?: "continue" | "cancel";
  pages?: string[];
  permissions?: string[];
  query?: Record<string, string>;
}

/** Goes through the dialog as a browser would, and stops at the redirect. */
async function logIn({
  account = GRACE,
  answer = "continue",
  pages = [COFFEE],
  permissions = SCOPES,
  query = {},
}: Login = {}) {
  const words = { client_id: APP, redirect_uri: REDIRECT, state: "s 1", scope: SCOPES.join(","), ...query };
  const form = new URLSearchParams([
    ["account", account],
    ["answer", answer],
  ]);
  for (const page of pages) form.append("page", page);
  for (const permission of permissions) form.append("permission", permission);
  const response = await fetch(`${cast.simulator.url}/v26.0/dialog/oauth?${new URLSearchParams(words)}`, {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  return new URL(response.headers.get("location") ?? "about:blank");
}

const exchange = (code: string | null, more = {}) =>
  cast.graph(
    "GET",
    "/oauth/access_token",
    { client_id: APP, client_secret: cast.secret, redirect_uri: REDIRECT, code, ...more },
    "",
  );

async function userToken(login: Login = {}): Promise<string> {
  const { body } = await exchange((await logIn(login)).searchParams.get("code"));
  return body.access_token ?? "";
}

test("allowing redirects with a code and the state; the code works once, with the same redirect_uri", async () => {
  const back = await logIn();
  expect(back.origin + back.pathname).toBe("http://localhost:3000/back");
  expect(Object.fromEntries(back.searchParams)).toEqual({
    from: "facebook",
    code: expect.any(String),
    state: "s 1",
  });

  const code = back.searchParams.get("code");
  expect((await exchange(code, { redirect_uri: "http://localhost:3000/other" })).body.error).toMatchObject({
    code: 100,
    error_subcode: 36008,
  });
  expect((await exchange(code)).body).toEqual({
    access_token: expect.any(String),
    token_type: "bearer",
    expires_in: 5121,
  });
  const again = await exchange(code);
  expect(again.body.error).toMatchObject({ code: 100, error_subcode: 36009 });
  expect(again.headers.get("www-authenticate")).toContain('"invalid_code"');

  const late = (await logIn()).searchParams.get("code");
  await cast.moveClock(1);
  expect((await exchange(late)).body.error).toMatchObject({ code: 100, error_subcode: 36007 });
  expect((await exchange(late, { client_secret: "wrong" })).body.error?.code).toBe(1);
  expect((await exchange(late, { client_id: "1" })).body.error?.code).toBe(101);
});

test("refusing redirects with the platform's words", async () => {
  expect(Object.fromEntries((await logIn({ answer: "cancel" })).searchParams)).toEqual({
    from: "facebook",
    error: "access_denied",
    error_code: "200",
    error_description: "Permissions error",
    error_reason: "user_denied",
    state: "s 1",
  });
});

test("an unknown app, a foreign redirect_uri or an unknown scope is told on a page, not redirected", async () => {
  const words = { client_id: APP, redirect_uri: REDIRECT, scope: SCOPES.join(" ") };
  const dialog = (more: object) =>
    fetch(`${cast.simulator.url}/v26.0/dialog/oauth?${new URLSearchParams({ ...words, ...more })}`, {
      redirect: "manual",
    });
  expect((await dialog({})).status).toBe(200);
  expect(await (await dialog({ client_id: "1" })).text()).toContain("app ID is not known");
  expect(await (await dialog({ redirect_uri: `${REDIRECT}/` })).text()).toContain("valid OAuth redirect");
  expect(await (await dialog({ scope: "instagram_basic" })).text()).toContain(
    "Invalid scopes: instagram_basic",
  );
});

test("a declined permission is skipped silently, until it is asked for again", async () => {
  const token = await userToken({ permissions: ["pages_show_list"] });
  const declined = { permission: "pages_messaging", status: "declined" };
  expect((await cast.graph("GET", "/me/permissions", {}, token)).body.data).toContainEqual(declined);

  const dialog = async (query = "") => {
    const words = new URLSearchParams({
      client_id: APP,
      redirect_uri: REDIRECT,
      scope: SCOPES.join(","),
      account: GRACE,
    });
    return (await fetch(`${cast.simulator.url}/dialog/oauth?${words}${query}`)).text();
  };
  expect(await dialog()).not.toContain('value="pages_messaging"');
  expect(await dialog("&auth_type=rerequest")).toContain('value="pages_messaging"');

  const again = await userToken({ query: { auth_type: "rerequest" } });
  const granted = { permission: "pages_messaging", status: "granted" };
  expect((await cast.graph("GET", "/me/permissions", {}, again)).body.data).toContainEqual(granted);
});

test("a business login is all or nothing, and refused after all when it cannot be granted", async () => {
  await cast.control("POST", "/apps", { id: APP, loginKind: "business" });
  const query = { scope: "", config_id: "77" };
  const token = await userToken({ permissions: [], query });
  const { body } = await cast.graph("GET", "/debug_token", { input_token: token }, `${APP}|${cast.secret}`);
  expect(body.data).toMatchObject({
    type: "USER",
    is_valid: true,
    scopes: expect.arrayContaining(["pages_messaging"]),
  });

  await cast.control("POST", "/apps", { id: APP, mode: "development" });
  expect((await logIn({ query })).searchParams.get("error_reason")).toBe("user_denied");

  await cast.control("POST", "/apps", { id: APP, mode: "live", loginToken: "system_user" });
  const permanent = await exchange((await logIn({ query })).searchParams.get("code"));
  expect(permanent.body).toEqual({ access_token: expect.any(String), token_type: "bearer" });
});

test("a token tells what it is, and for which Pages", async () => {
  const short = await userToken({ pages: [COFFEE, ROASTERY] });
  const long = await cast.graph(
    "GET",
    "/oauth/access_token",
    {
      grant_type: "fb_exchange_token",
      client_id: APP,
      client_secret: cast.secret,
      fb_exchange_token: short,
    },
    "",
  );
  expect(long.body).toMatchObject({ expires_in: 5183944 });

  const { body } = await cast.graph(
    "GET",
    "/me/accounts",
    { fields: "id,name,access_token,tasks" },
    long.body.access_token,
  );
  expect(body.data?.map(({ id }) => id)).toEqual([COFFEE, ROASTERY]);
  const app = `${APP}|${cast.secret}`;
  const described = await cast.graph(
    "GET",
    "/debug_token",
    { input_token: String(body.data?.[0]?.access_token) },
    app,
  );
  expect(described.body.data).toMatchObject({
    app_id: APP,
    type: "PAGE",
    expires_at: 0,
    is_valid: true,
    profile_id: COFFEE,
    user_id: GRACE,
    granular_scopes: expect.arrayContaining([{ scope: "pages_messaging", target_ids: [COFFEE, ROASTERY] }]),
  });

  await cast.control("POST", "/tokens/expire", { userId: GRACE });
  const ended = await cast.graph("GET", "/debug_token", { input_token: short }, app);
  expect(ended.body.data).toMatchObject({ is_valid: false, error: { code: 190, subcode: 463 } });
});

test("Page tokens die of what happens to their user", async () => {
  const token = (await cast.control("POST", `/pages/${COFFEE}/token`, { appId: APP, userId: GRACE }))
    .accessToken;
  const error = async () => (await cast.graph("GET", "/me", {}, token)).body.error;
  expect(await error()).toBeUndefined();

  const roles = { pageId: COFFEE };
  await cast.control("DELETE", `/users/${GRACE}/roles/${COFFEE}`);
  expect(await error()).toMatchObject({ code: 190, error_subcode: 492 });
  await cast.control("POST", `/users/${GRACE}/roles`, roles);
  expect(await error()).toBeUndefined();

  await cast.control("POST", `/users/${GRACE}/password-change`);
  expect(await error()).toMatchObject({ code: 190, error_subcode: 460 });
});

test("removing the app ends its tokens and calls it back, signed", async () => {
  const receiver = new Receiver();
  const deauthorizeUrl = await receiver.start();
  await cast.control("POST", "/apps", { id: APP, deauthorizeUrl });
  const token = await userToken();
  expect((await cast.graph("DELETE", "/me/permissions", {}, token)).body).toEqual({ success: true });
  await receiver.count(1);

  const [, payload = ""] = (
    new URLSearchParams(receiver.arrivals[0]?.bytes).get("signed_request") ?? ""
  ).split(".");
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
    algorithm: "HMAC-SHA256",
    user_id: GRACE,
  });
  expect((await cast.graph("GET", "/me", {}, token)).body.error).toMatchObject({
    code: 190,
    error_subcode: 458,
  });
  receiver.stop();
});

test("/me/accounts pages through 130 Pages with cursors", async () => {
  const pages = Array.from(
    { length: 130 },
    (_, index) => `1040066600000${String(index + 1).padStart(3, "0")}`,
  );
  const token = await userToken({ account: POLLY, pages });
  const first = await cast.graph("GET", "/me/accounts", { fields: "id", limit: 100 }, token);
  expect(first.body.data).toHaveLength(100);

  const next = await fetch(first.body.paging?.next ?? "");
  const second = (await next.json()) as typeof first.body;
  expect(second.data).toHaveLength(30);
  expect(second.paging?.next).toBeUndefined();
  expect([...(first.body.data ?? []), ...(second.data ?? [])].map(({ id }) => id)).toEqual(pages);
  expect((await cast.graph("GET", "/me/accounts", {}, token)).body.data).toHaveLength(25);
});

test("Pages behind a portfolio are missing without business_management, and found through the business with it", async () => {
  const pages = [COFFEE, "1040055501112225"];
  const without = await userToken({ account: OMAR, pages });
  expect((await cast.graph("GET", "/me/accounts", {}, without)).body).toEqual({ data: [] });
  expect((await cast.graph("GET", "/me/businesses", {}, without)).body.error?.code).toBe(200);
  const named = await cast.graph("GET", `/${COFFEE}`, { fields: "id,name,access_token" }, without);
  expect(named.body).toMatchObject({ id: COFFEE, name: "Harbor Coffee", access_token: expect.any(String) });

  const scopes = [...SCOPES, "business_management"];
  const token = await userToken({
    account: OMAR,
    pages,
    permissions: scopes,
    query: { scope: scopes.join(",") },
  });
  expect((await cast.graph("GET", "/me/accounts", {}, token)).body.data).toHaveLength(2);
  const [business] = (await cast.graph("GET", "/me/businesses", {}, token)).body.data ?? [];
  const owned = await cast.graph(
    "GET",
    `/${business?.id}/owned_pages`,
    { fields: "id,name,access_token,tasks" },
    token,
  );
  const client = await cast.graph("GET", `/${business?.id}/client_pages`, { fields: "id" }, token);
  expect([owned.body.data?.[0]?.id, client.body.data?.[0]?.id]).toEqual(pages);
});
