import { db } from "@/db/client";
import { users } from "@/db/schema/people";

/** False on an empty installation, where the first visitor becomes its admin. */
export async function hasUsers(): Promise<boolean> {
  const found = await db.select({ id: users.id }).from(users).limit(1);
  return found.length > 0;
}
