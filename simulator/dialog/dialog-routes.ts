import type { Context, Hono } from "hono";
import type { Bindings } from "../graph/graph-door";
import type { Platform } from "../platform";
import { answerLogin, refusalAddress } from "./answer-login";
import { choosePage, consentPage, errorPage } from "./dialog-pages";
import { readLoginRequest } from "./login-request";

/** The login dialog: choose an account, tick Pages and permissions, go on or refuse. */
export function mountDialog(site: Hono<Bindings>, platform: Platform): void {
  const show = (c: Context) => {
    const request = readLoginRequest(platform, c.req.query());
    if (typeof request === "string") return c.html(errorPage(request), 400);

    const user = platform.world.users.get(c.req.query("account") ?? "");
    return c.html(user ? consentPage(platform, request, user) : choosePage(platform, request));
  };

  const answer = async (c: Context) => {
    const request = readLoginRequest(platform, c.req.query());
    if (typeof request === "string") return c.html(errorPage(request), 400);

    const form = await c.req.formData();
    const user = platform.world.users.get(String(form.get("account") ?? ""));
    if (form.get("answer") !== "continue" || !user) return c.redirect(refusalAddress(request));
    const chosen = {
      pageIds: form.getAll("page").map(String),
      permissions: form.getAll("permission").map(String),
    };
    return c.redirect(answerLogin(platform, request, user, chosen));
  };

  for (const path of ["/dialog/oauth", "/:version{v\\d+\\.\\d+}/dialog/oauth"]) {
    site.get(path, show);
    site.post(path, answer);
  }
}
