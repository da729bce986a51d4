import "server-only";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { env } from "@/lib/env";

export type Db = NodePgDatabase;
/** A transaction: what a verb's steps take. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** Reads work inside a transaction and outside of one. */
export type Reader = Db | Tx;

// Next and server.ts load separate instances of this module: the pool is one for the process.
const shared = globalThis as typeof globalThis & { pagedeskPool?: pg.Pool };

shared.pagedeskPool ??= new pg.Pool({
  connectionString: env.DATABASE_URL,
  max: env.DATABASE_POOL_SIZE,
  application_name: "pagedesk",
});

export const pool = shared.pagedeskPool;
// A connection that breaks is replaced; whoever uses a broken one sees the error.
if (pool.listenerCount("error") === 0) {
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
}

export const db: Db = drizzle({ client: pool, casing: "snake_case" });
