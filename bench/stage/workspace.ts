import { mkdtempSync } from "node:fs";
import path from "node:path";
import type { Database } from "./database";
import { app, type Platform } from "./platform";
import { type Program, root, startProgram } from "./program";

/**
 * The webhook's two doors: what the server answers before Next sees it, and the route handler behind that. The direct door
 * does not know this way of writing the path; Next does.
 */
export const DIRECT_DOOR = "/api/webhooks/facebook";
export const ROUTE_HANDLER_DOOR = "/api/webhooks/./facebook";

const ADMIN = { email: "ada@harbor.example", password: "harbor-coffee-bench" };
const SECRETS = {
  NEXTAUTH_SECRET: "a secret of the benchmark, long enough",
  ENCRYPTION_KEY: "5e".repeat(32),
};

/** The product as it is built, started like anybody starts it. */
export interface Workspace {
  origin: string;
  port: number;
  database: Database;
  program: Program;
  /** The Cookie header of its admin, once signed in. */
  cookie: string;
}

interface Wish {
  port: number;
  process: "all" | "web" | "worker";
  database: Database;
  platform: Platform;
  /** For what it keeps beside the database. */
  folder: string;
}

export async function startWorkspace(wish: Wish): Promise<Workspace> {
  const program = await startProduct(wish);
  const origin = `http://localhost:${wish.port}`;
  const cookie = await signIn(origin);
  const page = { kind: "facebook", pageAccessToken: wish.platform.pageToken };
  await call(origin, cookie, "POST", "/api/channels", page);
  return { origin, port: wish.port, database: wish.database, program, cookie };
}

/** The bare process, for a worker that serves no requests. */
export function startProduct({ port, process, database, platform, folder }: Wish): Promise<Program> {
  return startProgram(["--conditions=react-server", path.join(root, "dist/server.mjs")], {
    word: process === "worker" ? "working" : "listening",
    env: {
      NODE_ENV: "production",
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
      DATABASE_URL: database.url,
      DATA_DIR: mkdtempSync(path.join(folder, "workspace-")),
      PROCESS: process,
      FACEBOOK_APP_ID: app.id,
      FACEBOOK_APP_SECRET: app.secret,
      FACEBOOK_VERIFY_TOKEN: app.verifyToken,
      FACEBOOK_GRAPH_URL: platform.url,
      FACEBOOK_DIALOG_URL: platform.url,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      LOG_LEVEL: "error",
      ...SECRETS,
    },
  });
}

async function signIn(origin: string): Promise<string> {
  const asked = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookiesOf(asked) },
    body: new URLSearchParams({ csrfToken, ...ADMIN, json: "true" }),
    redirect: "manual",
  });
  const cookie = cookiesOf(answer);
  if (!cookie.includes("session-token=")) throw new Error("The benchmark's admin could not sign in.");
  return cookie;
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

async function call(origin: string, cookie: string, method: string, path: string, body: object) {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
}
