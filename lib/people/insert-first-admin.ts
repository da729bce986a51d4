import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { users } from "@/db/schema/people";
import { recordEvent } from "@/lib/events/record-event";

/** Creates the admin of an empty installation; undefined, and nothing changed, when anybody is there already. */
export async function insertFirstAdmin(tx: Tx, admin: { name: string; email: string; passwordHash: string }) {
  // Two visitors may set up at the same moment: the second waits here, and then finds the first.
  await tx.execute(sql`lock table ${users} in share row exclusive mode`);
  const anybody = await tx.select({ id: users.id }).from(users).limit(1);
  if (anybody.length > 0) return undefined;

  const [created] = await tx
    .insert(users)
    .values({ ...admin, role: "admin" })
    .returning();
  await recordEvent(tx, { type: "user.changed", userId: created!.id, details: { change: "first_admin" } });
  return created;
}
