import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema/people";
import type { Agent } from "./agent";
import type { Session } from "./session";

/**
 * Who a session belongs to now; null once the user was disabled, removed, or their sessions were
 * ended. Named as colleagues see them.
 */
export async function findAgent({ userId, sessionVersion }: Session): Promise<Agent | null> {
  const [user] = await db
    .select({ id: users.id, name: sql<string>`coalesce(${users.nickname}, ${users.name})`, role: users.role })
    .from(users)
    .where(
      and(
        eq(users.id, userId),
        eq(users.sessionVersion, sessionVersion),
        isNull(users.disabledAt),
        ne(users.role, "external"),
      ),
    );
  if (!user || user.role === "external") return null;

  return { id: user.id, name: user.name, role: user.role };
}
