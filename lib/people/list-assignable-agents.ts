import { and, asc, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema/people";
import type { AssignableAgent } from "./shapes";

/** Those who can take a conversation: everybody who can sign in, under the name that colleagues see. */
export async function listAssignableAgents(): Promise<AssignableAgent[]> {
  const name = sql<string>`coalesce(${users.nickname}, ${users.name})`;
  return db
    .select({ id: users.id, name, role: users.role })
    .from(users)
    .where(and(ne(users.role, "external"), isNull(users.disabledAt), isNotNull(users.passwordHash)))
    .orderBy(asc(sql`lower(${name})`), users.id);
}
