import type { Client } from "pg";
import type { ClusterFiles } from "./cluster";

export const PRODUCT_ROLE = "pagedesk";
export const PRODUCT_DATABASE = "pagedesk";

/** Two processes may prepare a new server at the same moment; what the other one has made is fine. */
const ALREADY_THERE = new Set(["42710", "42P04", "23505"]);

/** Creates the product's role and database where they are missing. */
export async function prepareDatabase(client: Client, { password }: ClusterFiles) {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [PRODUCT_DATABASE]);
  if (rowCount) return;

  // No superuser: a hole in the product must not open the server's files. Databases it may make, for tests.
  const role = client.escapeIdentifier(PRODUCT_ROLE);
  await once(client, `create role ${role} login createdb in role pg_monitor`);
  await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`);
  await once(client, `create database ${client.escapeIdentifier(PRODUCT_DATABASE)} owner ${role}`);
}

async function once(client: Client, statement: string) {
  try {
    await client.query(statement);
  } catch (error) {
    if (!ALREADY_THERE.has((error as { code?: string }).code ?? "")) throw error;
  }
}
