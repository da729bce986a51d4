import { createHash } from "node:crypto";
import type { SQL } from "drizzle-orm";
import { PgDialect, type PreparedQueryConfig } from "drizzle-orm/pg-core";
import type { QueryResult } from "pg";
import type { Tx } from "./client";

const dialect = new PgDialect({ casing: "snake_case" });

/**
 * Runs a statement that PostgreSQL reads and plans once for each connection. For large ones that run all the time and
 * whose text does not depend on their parameters.
 */
export async function executePrepared<Row extends Record<string, unknown>>(
  tx: Tx,
  statement: SQL,
): Promise<Row[]> {
  const query = dialect.sqlToQuery(statement);
  const name = createHash("sha1").update(query.sql).digest("base64url");
  const prepared = tx._.session.prepareQuery<PreparedQueryConfig & { execute: QueryResult<Row> }>(
    query,
    undefined,
    name,
    false,
  );
  return (await prepared.execute()).rows;
}
