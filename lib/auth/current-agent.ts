import { cookies } from "next/headers";
import { cache } from "react";
import { AppError } from "@/lib/errors";
import type { Agent } from "./agent";
import { findAgent } from "./find-agent";
import { decodeSession, sessionCookie } from "./session";

/**
 * Who is asking, in a route handler or a server component. Read from the database in every request, so a user who
 * was disabled is out at once.
 *
 * @throws AppError `signed_out`.
 */
export const currentAgent = cache(async (): Promise<Agent> => {
  const agent = await findCurrentAgent();
  if (!agent) throw new AppError("signed_out", "You are signed out. Please sign in again.");

  return agent;
});

export async function findCurrentAgent(): Promise<Agent | null> {
  const session = await decodeSession((await cookies()).get(sessionCookie.name)?.value);
  return session && findAgent(session);
}
