import { permissionsToAsk } from "@/lib/channels/facebook/permissions";
import { env } from "@/lib/env";

interface PretendPage {
  id: string;
  name: string;
}

interface Role {
  pageId: string;
  tasks?: string[];
  via?: "direct" | "portfolio";
}

interface DialogAnswer {
  account: string;
  /** Ticked Pages. */
  pages: string[];
  /** Permissions that are left switched on; all that are asked for unless told otherwise. */
  permissions?: readonly string[];
}

export type PretendFacebook = Awaited<ReturnType<typeof pretendFacebook>>;

/** A running platform simulator, with the installation's app in it and the tests' environment pointed at it. */
export async function pretendFacebook(simulator: { url: string; close(): Promise<void> }) {
  env.FACEBOOK_GRAPH_URL = simulator.url;
  env.FACEBOOK_DIALOG_URL = simulator.url;
  const control = <Answer>(method: string, path: string, body?: unknown) =>
    ask<Answer>(simulator.url, method, path, body);

  await control("POST", "/apps", {
    id: env.FACEBOOK_APP_ID,
    name: "Harbor Desk",
    secret: env.FACEBOOK_APP_SECRET,
    requireProof: true,
  });
  return {
    control,
    close: () => simulator.close(),
    page: (name: string) => control<PretendPage>("POST", "/pages", { name }),
    account: (name: string, roles: Role[]) => control<{ id: string }>("POST", "/users", { name, roles }),
    /** A Page token as somebody would paste it. */
    token: async (pageId: string, given: { userId?: string; scopes?: string[] } = {}) =>
      (
        await control<{ accessToken: string }>("POST", `/pages/${pageId}/token`, {
          appId: env.FACEBOOK_APP_ID,
          ...given,
        })
      ).accessToken,
    calls: async (path: string) =>
      (await control<{ calls: { method: string; path: string }[] }>("GET", `/calls?limit=500&path=${path}`))
        .calls,
    agreeTo: (dialogUrl: string, answer: DialogAnswer) => throughDialog(dialogUrl, agreement(answer)),
    refuse: (dialogUrl: string) => throughDialog(dialogUrl, new URLSearchParams({ answer: "cancel" })),
  };
}

async function ask<Answer>(url: string, method: string, path: string, body: unknown): Promise<Answer> {
  const response = await fetch(`${url}/control${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

function agreement({ account, pages, permissions = permissionsToAsk({ public: true }) }: DialogAnswer) {
  return new URLSearchParams([
    ["account", account],
    ["answer", "continue"],
    ...pages.map((id) => ["page", id]),
    ...permissions.map((name) => ["permission", name]),
  ]);
}

/** What the browser comes back with. */
async function throughDialog(dialogUrl: string, form: URLSearchParams): Promise<URLSearchParams> {
  const response = await fetch(dialogUrl, { method: "POST", body: form, redirect: "manual" });
  const location = response.headers.get("location");
  if (!location) throw new Error(`The dialog answered ${response.status}: ${await response.text()}`);
  return new URL(location).searchParams;
}
