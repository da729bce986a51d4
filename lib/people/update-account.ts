import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { recordEvent } from "@/lib/events/record-event";
import { lockUser } from "./lock-user";
import type { Account, AccountChanges } from "./shapes";

/** One's own name and nickname; everything else about a user is an admin's to change. */
export async function updateAccount(agent: Agent, changes: AccountChanges): Promise<Account> {
  return db.transaction(async (tx) => {
    const user = await lockUser(tx, agent.id);
    const { name = user.name, nickname = user.nickname } = changes;
    const { id, email, role } = user;
    if (name === user.name && nickname === user.nickname) return { id, name, nickname, email, role };

    await tx
      .update(users)
      .set({ name, nickname, revision: user.revision + 1 })
      .where(eq(users.id, id));
    await recordEvent(tx, { type: "user.changed", userId: id, actorId: id, details: changes });
    return { id, name, nickname, email, role };
  });
}
