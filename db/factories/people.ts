import { randomBytes } from "node:crypto";
import { db } from "@/db/client";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { hashPassword } from "@/lib/auth/password-hash";
import { encodeSession, sessionCookie } from "@/lib/auth/session";

type NewUser = Partial<typeof users.$inferInsert> & { password?: string };

/** What everybody in the tests has chosen, unless told otherwise. */
export const PASSWORD = "harbor coffee at dawn";

/** Real hashes with next to no work in them: their parameters are part of them. */
const cheap = { logN: 2, blockSize: 8, parallelism: 1 };

/** A user who accepted their invitation, or an external one; Ana unless named. */
export async function createUser({ password = PASSWORD, ...given }: NewUser = {}) {
  const name = given.name ?? "Ana";
  const isExternal = given.role === "external";
  const [user] = await db
    .insert(users)
    .values({
      name,
      role: "agent",
      email: isExternal ? null : emailOf(name),
      passwordHash: isExternal ? null : await hashPassword(password, cheap),
      ...given,
    })
    .returning();
  return user!;
}

/** The same, as the verbs want to know them. */
export async function createAgent(
  given: Omit<NewUser, "role"> & { role?: Agent["role"] } = {},
): Promise<Agent> {
  const { id, name } = await createUser(given);
  return { id, name, role: given.role ?? "agent" };
}

/** The Cookie header of somebody who signed in just now. */
export async function cookieOf(agent: { id: string; sessionVersion?: number }): Promise<string> {
  const session = { userId: agent.id, sessionVersion: agent.sessionVersion ?? 1 };
  return `${sessionCookie.name}=${await encodeSession(session)}`;
}

function emailOf(name: string) {
  const mailbox = name.toLowerCase().replaceAll(/[^a-z]+/g, ".");
  return `${mailbox}.${randomBytes(3).toString("hex")}@harbor.example`;
}
