import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { channelLogins } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { permissionsToAsk } from "@/lib/channels/facebook/permissions";
import { neededFields } from "@/lib/channels/facebook/subscription-fields";
import { listChannels } from "@/lib/channels/list-channels";
import { type PretendFacebook, pretendFacebook } from "@/lib/channels/testing/pretend-facebook";
import { updateChannel } from "@/lib/channels/update-channel";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { startSimulator } from "@/simulator/start-simulator";
import { type BegunLogin, beginLogin, type LoginWish } from "./begin-login";
import { connectPages } from "./connect-pages";
import { endLogin } from "./end-login";
import { findCurrentLogin, findLogin } from "./find-login";
import { presentLogin } from "./present-login";

let facebook: PretendFacebook;
let ana: Agent;

beforeAll(async () => {
  facebook = await pretendFacebook(await startSimulator({ port: 0 }));
});
beforeEach(async () => {
  ana = await createAgent({ name: "Ana", role: "admin" });
});
afterEach(() => {
  clock.now = () => new Date();
});
afterAll(() => facebook.close());

describe("the way through the dialog", () => {
  test("ends in a list of Pages, of which the chosen ones are connected and subscribed", async () => {
    const [coffee, bakery] = await pagesNamed("Harbor Coffee", "Harbor Bakery");
    const grace = await facebook.account("Grace Harbor", [{ pageId: coffee.id }, { pageId: bakery.id }]);

    const login = await logIn({ account: grace.id, pages: [coffee.id, bakery.id] });
    const shown = await presentLogin(login);
    expect(shown).toMatchObject({ status: "granted", refusal: null, account: { name: "Grace Harbor" } });
    expect(shown.pages.map(({ name, selectable }) => [name, selectable])).toEqual([
      ["Harbor Bakery", true],
      ["Harbor Coffee", true],
    ]);
    expect(shown.permissions.every(({ status }) => status === "granted")).toBe(true);

    const { channels, refused } = await connectPages(ana, login.id, { pageIds: [coffee.id], more: false });
    expect(refused).toEqual([]);
    expect(channels).toMatchObject([{ externalId: coffee.id, name: "Harbor Coffee", subscribed: true }]);
    expect((await findLogin(ana, login.id)).status).toBe("finished");
  });

  test("keeps no secret where it could be read", async () => {
    const { login, url, browserSecret } = await beginLogin(ana);
    const state = new URL(url).searchParams.get("state")!;

    expect(state.length).toBeGreaterThanOrEqual(43);
    expect(JSON.stringify(login)).not.toContain(state);
    expect(JSON.stringify(login)).not.toContain(browserSecret);

    const [page] = await pagesNamed("Harbor Keys");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const granted = await logIn({ account: grace.id, pages: [page.id] });
    expect(granted.userTokenEncrypted).toMatch(/^v1\./);
    expect(JSON.stringify(await presentLogin(granted))).not.toMatch(/EAA/);
  });

  test("is a refusal in words, which never claims to know that somebody cancelled", async () => {
    const begun = await beginLogin(ana);
    const login = await endLogin(ana, await facebook.refuse(begun.url), secretOf(begun));

    expect(await presentLogin(login)).toMatchObject({
      status: "refused",
      refusal: { reason: "not_granted", askAgain: true, detail: expect.stringContaining("user_denied") },
    });
  });

  test("shows which needed permission was declined, and asks for it again", async () => {
    const [page] = await pagesNamed("Harbor Decline");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const permissions = permissionsToAsk({ public: false }).filter((name) => name !== "pages_messaging");

    const first = await presentLogin(await logIn({ account: grace.id, pages: [page.id], permissions }));
    expect(first.permissions).toContainEqual(
      expect.objectContaining({ name: "pages_messaging", status: "declined", required: true }),
    );
    expect(first.pages).toMatchObject([
      { selectable: false, askAgain: true, reason: expect.stringContaining("pages_messaging") },
    ]);

    const again = await beginLogin(ana, { rerequest: true });
    expect(again.url).toContain("auth_type=rerequest");
    const second = await endLogin(
      ana,
      await facebook.agreeTo(again.url, { account: grace.id, pages: [page.id] }),
      secretOf(again),
    );
    expect((await presentLogin(second)).pages).toMatchObject([{ selectable: true, reason: null }]);
  });

  test("asks for posts and comments only where somebody wants them", async () => {
    const [page] = await pagesNamed("Harbor Public");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    expect(await askedFor({ public: false })).not.toContain("pages_manage_engagement");
    expect(await askedFor({ public: true })).toEqual(permissionsToAsk({ public: true }));

    const login = await logIn({ account: grace.id, pages: [page.id] }, { public: true });
    const { channels } = await connectPages(ana, login.id, { pageIds: [page.id], public: true });
    expect(channels).toMatchObject([{ public: true, subscribedFields: neededFields({ public: true }) }]);

    const channelId = channels[0]!.id;
    expect(await askedFor({ channelId })).toContain("pages_manage_engagement");
    expect(await askedFor({})).toContain("pages_manage_engagement");
    await updateChannel(ana, channelId, { public: false });
    expect(await askedFor({ channelId })).not.toContain("pages_manage_engagement");
  });

  test("is refused as a whole where the app may not ask for one of them, and granted without", async () => {
    const [page] = await pagesNamed("Harbor Unreviewed");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const given = { account: grace.id, pages: [page.id] };
    const app = { id: env.FACEBOOK_APP_ID, loginKind: "business" };
    await facebook.control("POST", "/apps", {
      ...app,
      permissionsGrantable: permissionsToAsk({ public: false }),
    });

    expect(await presentLogin(await logIn(given, { public: true }))).toMatchObject({
      refusal: { reason: "not_granted" },
    });
    expect(await presentLogin(await logIn(given, { public: false }))).toMatchObject({ status: "granted" });
    await facebook.control("POST", "/apps", { ...app, loginKind: "classic", permissionsGrantable: null });
  });

  test("shows an account without Pages as such", async () => {
    const nina = await facebook.account("Nina Nopages", []);
    const login = await logIn({ account: nina.id, pages: [] });
    expect(await presentLogin(login)).toMatchObject({ status: "granted", pages: [] });
  });

  test("greys out a Page on which the account may do too little, and doesn't connect it either", async () => {
    const [page] = await pagesNamed("Harbor View");
    const victor = await facebook.account("Victor", [{ pageId: page.id, tasks: ["ANALYZE", "ADVERTISE"] }]);
    const login = await logIn({ account: victor.id, pages: [page.id] });

    const [shown] = (await presentLogin(login)).pages;
    expect(shown).toMatchObject({ selectable: false, reason: expect.stringContaining("Page access") });

    const outcome = await connectPages(ana, login.id, { pageIds: [page.id, "404"], more: false });
    expect(outcome.channels).toEqual([]);
    expect(outcome.refused).toMatchObject([
      { pageId: page.id, reason: "missing_task" },
      { pageId: "404", reason: "not_listed" },
    ]);
    expect((await findLogin(ana, login.id)).status).toBe("granted");
  });

  test("finds Pages that are held through a business portfolio, with its permission and without", async () => {
    const [page] = await pagesNamed("Harbor Portfolio");
    const omar = await facebook.account("Omar", [{ pageId: page.id, via: "portfolio" }]);
    const pages = [page.id];

    const withIt = await presentLogin(await logIn({ account: omar.id, pages }));
    expect(withIt.pages).toMatchObject([{ id: page.id, selectable: true }]);

    const olga = await facebook.account("Olga", [{ pageId: page.id, via: "portfolio" }]);
    const permissions = permissionsToAsk({ public: false }).filter((name) => name !== "business_management");
    const login = await logIn({ account: olga.id, pages, permissions });
    expect((await presentLogin(login)).pages).toMatchObject([{ id: page.id, selectable: true }]);
  });

  test("reads all of 130 Pages", async () => {
    const names = Array.from({ length: 130 }, (_, index) => `Polly ${String(index).padStart(3, "0")}`);
    const pages = await pagesNamed(...names);
    const ids = pages.map(({ id }) => id);
    const polly = await facebook.account(
      "Polly",
      ids.map((pageId) => ({ pageId })),
    );

    const shown = await presentLogin(await logIn({ account: polly.id, pages: ids }));

    expect(shown.pages.map(({ name }) => name)).toEqual(names);
    expect(shown.pagesCut).toBe(false);
  });
});

describe("forgery and repetition", () => {
  test("a callback that comes twice spends the code once", async () => {
    const [page] = await pagesNamed("Harbor Twice");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const begun = await beginLogin(ana);
    const params = await facebook.agreeTo(begun.url, { account: grace.id, pages: [page.id] });
    const before = (await facebook.calls("/oauth/access_token")).length;

    await Promise.all([1, 2, 3].map(() => endLogin(ana, params, secretOf(begun))));
    const later = await endLogin(ana, params, secretOf(begun));

    expect(later.status).toBe("granted");
    // One for the code, one for the long life.
    expect((await facebook.calls("/oauth/access_token")).length - before).toBe(2);
  });

  test("a state that isn't ours is refused before Facebook is asked", async () => {
    const params = new URLSearchParams({ code: "AQforged", state: "forged" });
    await expect(endLogin(ana, params, () => "anything")).rejects.toMatchObject({ code: "not_found" });
    await expect(endLogin(ana, new URLSearchParams(), () => "anything")).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("another browser can't finish, and the one that began still can", async () => {
    const [page] = await pagesNamed("Harbor Browser");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const begun = await beginLogin(ana);
    const params = await facebook.agreeTo(begun.url, { account: grace.id, pages: [page.id] });

    await expect(endLogin(ana, params, () => undefined)).rejects.toMatchObject({ code: "wrong_origin" });
    await expect(endLogin(ana, params, () => "foreign")).rejects.toMatchObject({ code: "wrong_origin" });
    expect((await endLogin(ana, params, secretOf(begun))).status).toBe("granted");
  });

  test("another admin neither finishes nor sees it", async () => {
    const jonas = await createAgent({ name: "Jonas", role: "admin" });
    const begun = await beginLogin(ana);
    const params = await facebook.refuse(begun.url);

    await expect(endLogin(jonas, params, secretOf(begun))).rejects.toMatchObject({ code: "not_found" });
    await expect(findLogin(jonas, begun.login.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("the dialog may take ten minutes", async () => {
    const begun = await beginLogin(ana);
    const params = await facebook.refuse(begun.url);
    clock.now = () => new Date(Date.now() + 10 * 60_000 + 1000);

    await expect(endLogin(ana, params, secretOf(begun))).rejects.toMatchObject({ code: "not_found" });
    expect(await presentLogin(begun.login)).toMatchObject({
      status: "refused",
      refusal: { reason: "code_expired", askAgain: true },
    });
  });

  test("only admins begin", async () => {
    const tom = await createAgent({ name: "Tom" });
    await expect(beginLogin(tom)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("leaving and going on", () => {
  test("the newest granted sign-in is there to be resumed for an hour, until it is finished", async () => {
    const [page, other] = await pagesNamed("Harbor Resume", "Harbor Other");
    const grace = await facebook.account("Grace", [{ pageId: page.id }, { pageId: other.id }]);
    const login = await logIn({ account: grace.id, pages: [page.id, other.id] });
    await beginLogin(ana);

    expect((await findCurrentLogin(ana))?.id).toBe(login.id);
    await connectPages(ana, login.id, { pageIds: [page.id], more: true });
    expect((await findCurrentLogin(ana))?.id).toBe(login.id);

    clock.now = () => new Date(Date.now() + 60 * 60_000 + 1000);
    expect(await findCurrentLogin(ana)).toBeNull();
    await expect(connectPages(ana, login.id, { pageIds: [other.id], more: false })).rejects.toMatchObject({
      code: "gone",
    });
    await beginLogin(ana);
    expect((await findLogin(ana, login.id)).userTokenEncrypted).toBeNull();
  });

  test("a finished sign-in leaves nothing to resume, whatever was left open before it", async () => {
    const [page] = await pagesNamed("Harbor Finished");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    await logIn({ account: grace.id, pages: [page.id] });
    const second = await logIn({ account: grace.id, pages: [page.id] });
    await connectPages(ana, second.id, { pageIds: [page.id], more: false });

    expect(await findCurrentLogin(ana)).toBeNull();
  });

  test("signing in again with fewer Pages keeps those that are connected", async () => {
    const [kept, added] = await pagesNamed("Harbor Kept", "Harbor Added");
    const grace = await facebook.account("Grace", [{ pageId: kept.id }, { pageId: added.id }]);
    const both = await logIn({ account: grace.id, pages: [kept.id, added.id] });
    await connectPages(ana, both.id, { pageIds: [kept.id], more: false });

    const again = await logIn({ account: grace.id, pages: [kept.id, added.id] });
    expect((await presentLogin(again)).pages).toMatchObject([
      { id: added.id, connected: false },
      { id: kept.id, connected: true, selectable: true },
    ]);
    await connectPages(ana, again.id, { pageIds: [added.id], more: false });

    const connected = (await listChannels()).map(({ externalId }) => externalId);
    expect(connected).toEqual(expect.arrayContaining([kept.id, added.id]));
  });

  test("an access that ended since is told as such, and asks to begin again", async () => {
    const [page] = await pagesNamed("Harbor Ended");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const login = await logIn({ account: grace.id, pages: [page.id] });
    await facebook.control("POST", `/users/${grace.id}/password-change`, {});

    expect(await presentLogin(login)).toMatchObject({
      status: "refused",
      refusal: { reason: "token_invalid", detail: expect.stringContaining("190/460") },
      pages: [],
    });
  });

  test("a platform that is away while the Pages are read changes nothing", async () => {
    const [page] = await pagesNamed("Harbor Away");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const login = await logIn({ account: grace.id, pages: [page.id] });
    await facebook.control("POST", "/faults", { path: "/me/accounts", cut: true });

    await expect(presentLogin(login)).rejects.toMatchObject({ code: "platform_unreachable" });
    expect((await presentLogin(login)).pages).toHaveLength(1);
  });

  test("a wrong secret is told to whoever can mend it", async () => {
    const [page] = await pagesNamed("Harbor Secret");
    const grace = await facebook.account("Grace", [{ pageId: page.id }]);
    const begun = await beginLogin(ana);
    const params = await facebook.agreeTo(begun.url, { account: grace.id, pages: [page.id] });
    await facebook.control("POST", "/faults", { path: "/oauth/access_token", code: 1, status: 400 });

    const login = await endLogin(ana, params, secretOf(begun));
    expect((await presentLogin(login)).refusal).toMatchObject({ reason: "wrong_secret" });
  });
});

async function pagesNamed<Names extends string[]>(...names: Names) {
  const pages = [];
  for (const name of names) pages.push(await facebook.page(name));
  return pages as { [Index in keyof Names]: { id: string; name: string } };
}

const secretOf = (begun: BegunLogin) => (loginId: string) =>
  loginId === begun.login.id ? begun.browserSecret : undefined;

async function askedFor(wish: LoginWish) {
  const { url } = await beginLogin(ana, wish);
  return new URL(url).searchParams.get("scope")?.split(",");
}

async function logIn(answer: Parameters<PretendFacebook["agreeTo"]>[1], wish: LoginWish = {}) {
  const begun = await beginLogin(ana, wish);
  await endLogin(ana, await facebook.agreeTo(begun.url, answer), secretOf(begun));
  const [login] = await db.select().from(channelLogins).where(eq(channelLogins.id, begun.login.id));
  return login!;
}
