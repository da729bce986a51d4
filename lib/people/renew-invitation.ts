import { db } from "@/db/client";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { insertInvitation } from "./insert-invitation";
import { lockUser } from "./lock-user";

/**
 * A new link to choose a password: for an invitation that got lost, and for a user who forgot theirs, whose old
 * password works until the link is used.
 *
 * @throws AppError `forbidden` below admin; `not_found`; `conflict` for those who cannot sign in.
 */
export async function renewInvitation(agent: Agent, userId: string): Promise<{ invitationUrl: string }> {
  requireRole(agent, "admin");
  return db.transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (user.role === "external") throw new AppError("conflict", "An external user cannot sign in.");
    if (user.disabledAt) throw new AppError("conflict", "This user is disabled. Enable them first.");

    const invitationUrl = await insertInvitation(tx, agent, userId);
    const details = { again: true };
    await recordEvent(tx, { type: "user.invited", userId, actorId: agent.id, details });
    return { invitationUrl };
  });
}
