import { eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { invitations, users } from "@/db/schema/people";
import { hashPassword } from "@/lib/auth/password-hash";
import type { Session } from "@/lib/auth/session";
import { clock } from "@/lib/clock";
import { recordEvent } from "@/lib/events/record-event";
import { findOpenInvitation } from "./find-invitation";
import { hashInvitationToken } from "./invitation-token";
import { lockUser } from "./lock-user";
import type { Acceptance } from "./shapes";

/**
 * Chooses the password that a link is for. It works once, and ends whatever sessions the user had before.
 *
 * @throws AppError `not_found`, `gone`.
 */
export async function acceptInvitation(token: string, { name, password }: Acceptance): Promise<Session> {
  await findOpenInvitation(db, token); // before hashing, which is dear
  const passwordHash = await hashPassword(password);

  return db.transaction(async (tx) => {
    const userId = await useInvitation(tx, token);
    const [user] = await tx
      .update(users)
      .set({
        name,
        passwordHash,
        sessionVersion: sql`${users.sessionVersion} + 1`,
        revision: sql`${users.revision} + 1`,
      })
      .where(eq(users.id, userId))
      .returning({ sessionVersion: users.sessionVersion });
    const details = { change: "accepted" };
    await recordEvent(tx, { type: "user.changed", userId, actorId: userId, details });
    return { userId, sessionVersion: user!.sessionVersion };
  });
}

/** Of two at the same moment the second waits for the user's row, and then learns why the link is not good. */
async function useInvitation(tx: Tx, token: string): Promise<string> {
  const { userId } = await findOpenInvitation(tx, token);
  await lockUser(tx, userId);
  await findOpenInvitation(tx, token);

  const tokenHash = hashInvitationToken(token);
  await tx.update(invitations).set({ acceptedAt: clock.now() }).where(eq(invitations.tokenHash, tokenHash));
  return userId;
}
