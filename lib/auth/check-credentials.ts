import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { verifyPassword } from "./password-hash";
import { MAX_PASSWORD_LENGTH } from "./password-rules";
import type { Session } from "./session";
import { countAttempt, forgiveAttempt } from "./sign-in-limits";

export interface Credentials {
  email: string;
  password: string;
  address: string;
}

/**
 * The session that an e-mail address and its password open.
 *
 * @throws AppError `wrong_credentials`, the same for an unknown address, a wrong password and a disabled user;
 *   `too_many_requests`.
 */
export async function checkCredentials({ email: typed, password, address }: Credentials): Promise<Session> {
  const email = typed.trim().toLowerCase();
  await countAttempt({ email, address });

  const user = await findSignIn(email);
  const isRight = await verifyPassword(
    password.slice(0, MAX_PASSWORD_LENGTH + 1),
    user?.passwordHash ?? null,
  );
  if (!user || !isRight || user.disabledAt) {
    await db.transaction((tx) =>
      recordEvent(tx, { type: "sign_in.failed", userId: user?.id, details: { address } }),
    );
    throw new AppError("wrong_credentials", "The e-mail address or the password is not right.");
  }

  await forgiveAttempt({ email, address });
  return { userId: user.id, sessionVersion: user.sessionVersion };
}

async function findSignIn(email: string) {
  const [user] = await db
    .select({
      id: users.id,
      passwordHash: users.passwordHash,
      sessionVersion: users.sessionVersion,
      disabledAt: users.disabledAt,
    })
    .from(users)
    .where(eq(users.email, email));
  return user;
}
