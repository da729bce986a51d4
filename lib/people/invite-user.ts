import { db, type Tx } from "@/db/client";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { insertInvitation } from "./insert-invitation";
import { presentUser } from "./present-user";
import type { NewUser, User } from "./shapes";

/**
 * Adds a user. The link is answered once and stored nowhere; an external user gets none, for it cannot sign in.
 *
 * @throws AppError `forbidden` below admin; `conflict` when the e-mail address is taken.
 */
export async function inviteUser(
  agent: Agent,
  draft: NewUser,
): Promise<{ user: User; invitationUrl: string | null }> {
  requireRole(agent, "admin");
  return db.transaction(async (tx) => {
    const user = await insertUser(tx, draft);
    const invitationUrl = draft.role === "external" ? null : await insertInvitation(tx, agent, user.id);
    await recordEvent(tx, {
      type: "user.invited",
      userId: user.id,
      actorId: agent.id,
      details: { role: user.role },
    });
    return { user: presentUser(user), invitationUrl };
  });
}

async function insertUser(tx: Tx, draft: NewUser) {
  const [user] = await tx
    .insert(users)
    .values(draft)
    .onConflictDoNothing({ target: users.email })
    .returning();
  if (!user) {
    throw new AppError("conflict", "Somebody with this e-mail address is in this workspace already.", {
      details: { field: "email" },
    });
  }
  return user;
}
