import type { Sender } from "../load/signed-deliveries";
import { type Program, startProgram } from "./program";

const PAGE_ID = "1040055501112223";
const GRACE_ID = "102200330044001";

export const app = {
  id: "880011223344556",
  secret: "benchmark-app-secret",
  verifyToken: "benchmark-verify-token",
};

/** The simulator, with one Page and the people who write to it. */
export interface Platform {
  url: string;
  senders: Sender[];
  pageToken: string;
  program: Program;
}

export async function startPlatform(port: number, people: number): Promise<Platform> {
  const program = await startProgram(["--import", "tsx", "simulator/main.ts"], {
    word: "simulator ready",
    env: { SIMULATOR_PORT: String(port) },
  });
  const url = `http://localhost:${port}`;
  await control(url, "/demo", {});
  await control(url, "/apps", app);
  const { accessToken } = await control<{ accessToken: string }>(url, `/pages/${PAGE_ID}/token`, {
    appId: app.id,
    userId: GRACE_ID,
  });
  const senders: Sender[] = [];
  for (let number = 1; number <= people; number += 1) {
    senders.push(await createSender(url, `Customer ${number}`));
  }
  return { url, senders, pageToken: accessToken, program };
}

/** Somebody who has written before: the platform shows nobody else's profile. */
async function createSender(url: string, name: string): Promise<Sender> {
  const person = await control<{ id: string; psids: Record<string, string> }>(url, "/people", { name });
  await control(url, `/people/${person.id}/messages`, { pageId: PAGE_ID, text: "Hello" });
  return { psid: person.psids[PAGE_ID]!, pageId: PAGE_ID };
}

async function control<Answer>(url: string, path: string, body: object): Promise<Answer> {
  const response = await fetch(`${url}/control${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${path}.`);
  return (await response.json()) as Answer;
}
