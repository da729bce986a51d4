import { ADMIN } from "../stage/product";
import type { Stage } from "../stage/start-stage";
import { pageToken } from "../stage/world";
import { Browser } from "./browser";

const PASSWORD = "harbor-lights-at-dusk";
const NAMES = [
  "Ana",
  "Jonas",
  "Mira",
  "Okan",
  "Pia",
  "Ruth",
  "Sven",
  "Tilda",
  "Uma",
  "Vito",
  "Wanda",
  "Yusuf",
];
const ROLES = ["agent", "agent", "manager", "agent", "admin", "agent", "agent", "manager"];

export interface Colleague {
  id: string;
  name: string;
  browser: Browser;
}

export interface Office {
  admin: Browser;
  colleagues: Colleague[];
  channelIds: string[];
}

/** An admin connects every Page and employs everybody; each signs in with a session of their own. */
export async function openOffice({ url, world, control }: Stage, agents: number): Promise<Office> {
  const admin = new Browser(url);
  await admin.signIn(ADMIN.email, ADMIN.password);
  const channelIds: string[] = [];
  for (const { id } of world.pages) {
    const pageAccessToken = await pageToken(control, world, id);
    const channel = await ask<{ id: string }>(admin, "/api/channels", { kind: "facebook", pageAccessToken });
    await ask(admin, `/api/channels/${channel.id}`, { public: true }, "PATCH");
    channelIds.push(channel.id);
  }
  const colleagues: Colleague[] = [];
  for (let number = 0; number < agents; number += 1) colleagues.push(await employ(url, admin, number));
  return { admin, colleagues, channelIds };
}

async function employ(url: string, admin: Browser, number: number): Promise<Colleague> {
  const name = `${NAMES[number % NAMES.length]}${number < NAMES.length ? "" : ` ${number}`}`;
  const email = `${name.toLowerCase().replace(" ", "-")}@harbor.example`;
  const role = ROLES[number % ROLES.length];
  const { user, invitationUrl } = await ask<{ user: { id: string }; invitationUrl: string }>(
    admin,
    "/api/users",
    {
      name,
      email,
      role,
    },
  );
  const browser = new Browser(url);
  const token = new URL(invitationUrl).pathname.split("/").at(-1);
  await ask(browser, `/api/invitations/${token}`, { name, password: PASSWORD });
  await browser.signIn(email, PASSWORD);
  return { id: user.id, name, browser };
}

async function ask<Answer>(browser: Browser, path: string, body: object, method = "POST"): Promise<Answer> {
  const response = await browser.fetch(path, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return (text ? JSON.parse(text) : undefined) as Answer;
}
