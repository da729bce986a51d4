import { db } from "@/db/client";
import { hashPassword } from "@/lib/auth/password-hash";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { hasUsers } from "./has-users";
import { insertFirstAdmin } from "./insert-first-admin";
import { presentUser } from "./present-user";
import type { FirstAdmin, User } from "./shapes";

/**
 * Sets up an empty installation; the only change that nobody has to be signed in for.
 *
 * @throws AppError `conflict` once there is any user.
 */
export async function createFirstAdmin(draft: FirstAdmin): Promise<{ user: User; session: Session }> {
  if (await hasUsers()) throw alreadySetUp(); // before hashing, which is dear

  const { name, email, password } = draft;
  const passwordHash = await hashPassword(password);
  const created = await db.transaction((tx) => insertFirstAdmin(tx, { name, email, passwordHash }));
  if (!created) throw alreadySetUp();

  return {
    user: presentUser(created),
    session: { userId: created.id, sessionVersion: created.sessionVersion },
  };
}

function alreadySetUp() {
  return new AppError(
    "conflict",
    "This workspace is set up already. Sign in, or ask an admin for an invitation.",
  );
}
