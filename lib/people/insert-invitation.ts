import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { invitations } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { INVITATION_DAYS, newInvitationToken } from "./invitation-token";

/** Gives a user a link to choose a password; links that they had before stop working. */
export async function insertInvitation(tx: Tx, agent: Agent, userId: string): Promise<string> {
  const { tokenHash, invitationUrl } = newInvitationToken();
  const expiresAt = new Date(clock.now().getTime() + INVITATION_DAYS * 24 * 60 * 60 * 1000);

  await tx.delete(invitations).where(and(eq(invitations.userId, userId), isNull(invitations.acceptedAt)));
  await tx.insert(invitations).values({ tokenHash, userId, invitedById: agent.id, expiresAt });
  return invitationUrl;
}
