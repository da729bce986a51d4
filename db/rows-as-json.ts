import { getTableColumns, type InferInsertModel, type InferSelectModel, type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "./client";
import { executePrepared } from "./execute-prepared";

/**
 * Many rows in one parameter: the statement is the same for one row and for ten thousand, and no limit on the number
 * of parameters is ever met. JSON knows no bytes, and SQL's null is its only one.
 */

/** Inserts rows that all name the same columns; the others keep their defaults. */
export async function insertRows<Table extends PgTable>(
  tx: Tx,
  table: Table,
  rows: InferInsertModel<Table>[],
) {
  if (rows.length > 0) await executePrepared(tx, insertion(table, rows));
}

/** The same as a part of a larger statement, where there may be no rows: then the columns must be named. */
export function insertion<Table extends PgTable>(
  table: Table,
  rows: InferInsertModel<Table>[],
  keys: readonly string[] = Object.keys(rows[0] ?? {}),
): SQL {
  const columns = columnsOf(table, keys);
  const names = list(columns.map(({ name }) => sql.identifier(name)));
  return sql`insert into ${table} (${names}) select ${names} from ${recordset(table, columns, rows)}`;
}

/** Writes rows that all name their `id` and the same columns besides. */
export async function updateRows<Table extends PgTable>(
  tx: Tx,
  table: Table,
  rows: (Partial<InferSelectModel<Table>> & { id: string })[],
) {
  const [first] = rows;
  if (!first) return;
  const columns = columnsOf(table, Object.keys(first));
  const changed = columns.filter(({ key }) => key !== "id").map(({ name }) => sql.identifier(name));
  const assignments = list(changed.map((name) => sql`${name} = written.${name}`));
  // Planned anew each time: a plan from when the table was small reads all of it.
  await tx.execute(
    sql`update ${table} set ${assignments} from ${recordset(table, columns, rows)} as written
      where ${table}.id = written.id`,
  );
}

/** What `json_agg` made of rows of a table. */
export function rowsFromJson<Table extends PgTable>(
  table: Table,
  rows: Record<string, unknown>[],
): InferSelectModel<Table>[] {
  const columns = allColumns(table);
  return rows.map(
    (row) =>
      Object.fromEntries(
        columns.map(({ key, name, isDate }) => [key, isDate ? dated(row[name]) : row[name]]),
      ) as InferSelectModel<Table>,
  );
}

interface NamedColumn {
  key: string;
  name: string;
  isDate: boolean;
}

const known = new WeakMap<PgTable, NamedColumn[]>();

function allColumns(table: PgTable): NamedColumn[] {
  const columns =
    known.get(table) ??
    Object.entries(getTableColumns(table)).map(([key, { dataType }]) => ({
      key,
      name: toSnakeCase(key),
      isDate: dataType === "date",
    }));
  known.set(table, columns);
  return columns;
}

function columnsOf(table: PgTable, keys: readonly string[]) {
  return allColumns(table).filter(({ key }) => keys.includes(key));
}

function recordset(table: PgTable, columns: NamedColumn[], rows: object[]) {
  const named = rows.map((row) =>
    Object.fromEntries(columns.map(({ key, name }) => [name, row[key as keyof typeof row]])),
  );
  return sql`json_populate_recordset(null::${table}, ${JSON.stringify(named)}::json)`;
}

function list(parts: Parameters<typeof sql.join>[0]) {
  return sql.join(parts, sql`, `);
}

function dated(told: unknown) {
  return typeof told === "string" ? new Date(told) : told;
}
