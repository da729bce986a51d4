import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import type { Account } from "./shapes";

export async function findAccount(agent: Agent): Promise<Account> {
  const { id, name, nickname, email, role } = users;
  const [account] = await db.select({ id, name, nickname, email, role }).from(users).where(eq(id, agent.id));
  return account!;
}
