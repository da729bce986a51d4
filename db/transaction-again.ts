import { db, type Tx } from "./client";

const MOST_ATTEMPTS = 5;
/** SQLSTATE: serialization failure, deadlock. */
const AGAIN = new Set(["40001", "40P01"]);

/**
 * A transaction that is begun again when PostgreSQL ends it so that another one can go on: nothing of it has happened
 * then. For work that meets somebody new, where two who hold one lock each may wait for the other's.
 */
export async function transactionAgain<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !AGAIN.has(codeOf(error))) throw error;
    }
  }
}

/** Drizzle wraps the database's own error. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error ? String(error.code) : codeOf(error.cause);
}
