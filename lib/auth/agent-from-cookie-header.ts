import type { Agent } from "./agent";
import { findAgent } from "./find-agent";
import { decodeSession, sessionCookie } from "./session";

/** Who opens a socket, by the same cookie and the same rule as a request; null = signed out. */
export async function agentFromCookieHeader(cookieHeader: string | undefined): Promise<Agent | null> {
  const session = await decodeSession(cookieNamed(sessionCookie.name, cookieHeader ?? ""));
  return session && findAgent(session);
}

function cookieNamed(name: string, header: string): string | undefined {
  const pairs = header.split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
