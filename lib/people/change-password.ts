import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { hashPassword, verifyPassword } from "@/lib/auth/password-hash";
import type { Session } from "@/lib/auth/session";
import { countAttempt, forgiveAttempt } from "@/lib/auth/sign-in-limits";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import type { PasswordChange } from "./shapes";

/**
 * Replaces one's own password and ends every session of it; the answer is a new one for whoever changed it.
 *
 * @throws AppError `wrong_credentials` when the current password is wrong; `too_many_requests`; `conflict` when it
 *   was changed elsewhere in the same moment.
 */
export async function changePassword(agent: Agent, { current, next }: PasswordChange): Promise<Session> {
  const known = await verifyCurrent(agent, current);
  const passwordHash = await hashPassword(next);
  const sessionVersion = known.sessionVersion + 1;

  await db.transaction(async (tx) => {
    const changed = await tx
      .update(users)
      .set({ passwordHash, sessionVersion })
      .where(and(eq(users.id, agent.id), eq(users.sessionVersion, known.sessionVersion)))
      .returning({ id: users.id });
    if (changed.length === 0) {
      throw new AppError("conflict", "Your password was changed elsewhere just now. Sign in again.");
    }
    await recordEvent(tx, { type: "user.password_changed", userId: agent.id, actorId: agent.id });
  });
  return { userId: agent.id, sessionVersion };
}

/** Counted like sign-ins: whoever finds an unlocked screen must not try out passwords on it. */
async function verifyCurrent(agent: Agent, current: string) {
  const attempt = { email: `password of ${agent.id}`, address: `password of ${agent.id}` };
  await countAttempt(attempt);
  const { passwordHash, sessionVersion } = users;
  const [known] = await db.select({ passwordHash, sessionVersion }).from(users).where(eq(users.id, agent.id));
  if (!known || !(await verifyPassword(current, known.passwordHash))) {
    throw new AppError("wrong_credentials", "The current password is not right.", {
      details: { field: "current" },
    });
  }
  await forgiveAttempt(attempt);
  return known;
}
