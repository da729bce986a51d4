import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { users } from "@/db/schema/people";
import { AppError } from "@/lib/errors";

/**
 * Whoever changes a user or their invitations holds this lock.
 *
 * @throws AppError `not_found`.
 */
export async function lockUser(tx: Tx, userId: string) {
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for("no key update");
  if (!user) throw new AppError("not_found", "This user no longer exists.");

  return user;
}

/**
 * Everybody who can administer the workspace now. Two admins who demote each other wait here for one another; taken
 * before any single user, so that they cannot wait in a circle.
 */
export async function lockActiveAdmins(tx: Tx): Promise<string[]> {
  const admins = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.disabledAt), isNotNull(users.passwordHash)))
    .orderBy(asc(users.id))
    .for("no key update");
  return admins.map(({ id }) => id);
}
