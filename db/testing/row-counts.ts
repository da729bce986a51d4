import { sql } from "drizzle-orm";
import { db } from "../client";

/** How many rows each table of ours holds: for tests of what must leave no trace. */
export async function rowCounts(): Promise<Record<string, number>> {
  const { rows: tables } = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const counts = tables.map(
    ({ name }) => sql`select ${name} as name, count(*)::int as count from ${sql.identifier(name)}`,
  );
  const { rows } = await db.execute<{ name: string; count: number }>(sql.join(counts, sql` union all `));
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
