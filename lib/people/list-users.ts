import { asc, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { presentUser } from "./present-user";
import type { User } from "./shapes";

/**
 * Everybody, by name; the disabled come last.
 *
 * @throws AppError `forbidden` below manager.
 */
export async function listUsers(agent: Agent): Promise<User[]> {
  requireRole(agent, "manager");
  const rows = await db
    .select()
    .from(users)
    .orderBy(sql`${users.disabledAt} is not null`, asc(sql`lower(${users.name})`), users.id);
  return rows.map(presentUser);
}
