import { html } from "hono/html";
import type { Platform } from "../platform";
import { screen } from "../screens/screen";
import type { Page, User } from "../world/entities";
import { type LoginRequest, offeredPages, offeredPermissions } from "./login-request";

const MEANINGS: Readonly<Record<string, string>> = {
  pages_show_list: "Show a list of the Pages you manage",
  pages_messaging: "Manage and access Page conversations in Messenger",
  pages_manage_metadata: "Manage accounts, settings and webhooks for a Page",
  pages_read_engagement: "Read content posted on the Page",
  pages_read_user_content: "Read user content on your Page",
  pages_manage_engagement: "Create and manage comments on your Page",
  business_management: "Manage your business",
};

/** Who is logging in? */
export function choosePage(platform: Platform, request: LoginRequest) {
  const users = [...platform.world.users.values()];
  const hidden = Object.entries(request.query).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return screen({
    title: `Log in to ${request.app.name}`,
    kind: "dialog",
    content: html`
      <h1>Log in to ${request.app.name}</h1>
      <p class="soft">Choose the account you want to log in with.</p>
      ${users.length === 0 ? html`<p class="empty">There are no accounts yet. Create one through the control API.</p>` : ""}
      <form method="get" class="stack">
        ${hidden}
        <ul class="plain choices">
          ${users.map((user) => accountChoice(platform, user))}
        </ul>
      </form>
      ${cancelForm()}
    `,
  });
}

/** What does the app get? */
export function consentPage(platform: Platform, request: LoginRequest, user: User) {
  const { app } = request;
  const grant = platform.world.grant(user.id, app.id);
  const permissions = offeredPermissions(request, grant);
  return screen({
    title: `${app.name} wants access`,
    kind: "dialog",
    script: "dialog.js",
    content: html`
      <h1>${app.name} wants access to your Pages</h1>
      <p class="soft">Logged in as <strong>${user.name}</strong>. You are in control of what you share.</p>
      <form method="post" class="stack">
        <input type="hidden" name="account" value="${user.id}">
        ${pagesPart(offeredPages(platform, user))}
        ${app.loginKind === "business" ? wholePart(permissions) : permissionsPart(permissions)}
        <div class="actions">
          <button class="quiet" name="answer" value="cancel">Cancel</button>
          <button class="primary" name="answer" value="continue">Continue as ${user.name}</button>
        </div>
      </form>
    `,
  });
}

/** The platform's own page for a request it does not answer with a redirect. */
export function errorPage(sentence: string) {
  return screen({
    title: "Sorry, something went wrong",
    kind: "dialog",
    content: html`
      <h1>Sorry, something went wrong</h1>
      <p role="alert">${sentence}</p>
      <p class="soft">Nothing was shared. Close this window and go back to the app.</p>
    `,
  });
}

function accountChoice({ world }: Platform, user: User) {
  const count = user.roles.filter(({ pageId }) => world.pages.has(pageId)).length;
  const hint = `account-${user.id}`;
  return html`<li>
    <span class="avatar" aria-hidden="true">${initials(user.name)}</span>
    <button name="account" value="${user.id}" aria-describedby="${hint}">${user.name}</button>
    <span class="soft" id="${hint}">${count === 1 ? "1 Page" : `${count} Pages`}</span>
  </li>`;
}

function cancelForm() {
  return html`<form method="post" class="actions"><button class="quiet" name="answer" value="cancel">Cancel</button></form>`;
}

function pagesPart(pages: Page[]) {
  if (pages.length === 0) return html`<p class="empty">This account manages no Pages.</p>`;
  return html`<fieldset>
    <legend>Pages (${pages.length})</legend>
    ${pages.length > 5 ? tickMany() : ""}
    <div class="ticks">
      ${pages.map(({ id, name }) => html`<label><input type="checkbox" name="page" value="${id}" checked> ${name}</label>`)}
    </div>
  </fieldset>`;
}

function tickMany() {
  return html`<div class="many">
    <button type="button" data-tick="all">Tick all Pages</button>
    <button type="button" data-tick="none">Tick none</button>
  </div>`;
}

function permissionsPart(permissions: string[]) {
  if (permissions.length === 0) return html`<p class="soft">No new permissions are asked for.</p>`;
  return html`<fieldset>
    <legend>Permissions</legend>
    <div class="ticks">
      ${permissions.map(
        (name) => html`<div>
          <label><input type="checkbox" name="permission" value="${name}" checked aria-describedby="about-${name}"> ${name}</label>
          <p class="soft" id="about-${name}">${MEANINGS[name] ?? ""}</p>
        </div>`,
      )}
    </div>
  </fieldset>`;
}

function wholePart(permissions: string[]) {
  return html`<section>
    <h2>Permissions</h2>
    <p class="soft">This business login is all or nothing.</p>
    <ul>${permissions.map((name) => html`<li>${name}</li>`)}</ul>
  </section>`;
}

function initials(name: string): string {
  return name
    .split(" ")
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("");
}
