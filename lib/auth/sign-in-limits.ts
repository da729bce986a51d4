import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/db/client";
import { AppError } from "@/lib/errors";

const shared = {
  storeClient: pool,
  storeType: "pool",
  tableName: "rate_limits",
  tableCreated: true,
  duration: 15 * 60,
} as const;

const perEmail = new RateLimiterPostgres({ ...shared, keyPrefix: "sign-in-email", points: 10 });
const perAddress = new RateLimiterPostgres({ ...shared, keyPrefix: "sign-in-address", points: 50 });

export interface Attempt {
  email: string;
  /** Where it came from. Without a proxy in front this is what the caller says, so the e-mail has a limit of its own. */
  address: string;
}

/**
 * Counts an attempt before its password is looked at, so that many at once cannot slip through.
 *
 * @throws AppError `too_many_requests` with `details.retryInSeconds`.
 */
export async function countAttempt({ email, address }: Attempt) {
  try {
    await perAddress.consume(keyOf(address));
    await perEmail.consume(keyOf(email));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw tooManyAttempts(refusal.msBeforeNext);
  }
}

/** The password was right: only failures count. */
export async function forgiveAttempt({ email, address }: Attempt) {
  await perEmail.delete(keyOf(email));
  await perAddress.reward(keyOf(address));
}

function tooManyAttempts(milliseconds: number) {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  const message = `Too many attempts. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
  return new AppError("too_many_requests", message, {
    details: { retryInSeconds: Math.ceil(milliseconds / 1000) },
  });
}

/** Keys have a bounded length, and a list of who failed to sign in is nobody's business. */
function keyOf(value: string) {
  return createHash("sha256").update(value.toLowerCase()).digest("base64url");
}
