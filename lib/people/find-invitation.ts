import { eq } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { db } from "@/db/client";
import { invitations, users } from "@/db/schema/people";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { hashInvitationToken } from "./invitation-token";
import type { Invitation } from "./shapes";

/**
 * Whom a link invites.
 *
 * @throws AppError `not_found` for a link that was replaced or never existed; `gone` when used or too old.
 */
export async function findInvitation(token: string): Promise<Invitation> {
  const { name, email, role } = await findOpenInvitation(db, token);
  return { name, email: email ?? "", role };
}

export async function findOpenInvitation(reader: Reader, token: string) {
  const [found] = await reader
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      disabledAt: users.disabledAt,
      acceptedAt: invitations.acceptedAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.userId))
    .where(eq(invitations.tokenHash, hashInvitationToken(token)));

  if (!found || found.disabledAt) {
    throw new AppError("not_found", "This link is not valid any more. Ask an admin for a new one.");
  }
  if (found.acceptedAt) throw new AppError("gone", "This link was used already. Sign in with your password.");
  if (found.expiresAt <= clock.now()) {
    throw new AppError("gone", "This link has expired. Ask an admin for a new one.");
  }
  return found;
}
