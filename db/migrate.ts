import { readFileSync } from "node:fs";
import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { runMigrations as migrateJobs } from "graphile-worker";
import pg from "pg";

/** A number of our own choosing: processes that start together take turns. */
const MIGRATION_LOCK = 7_243_001;

/** Brings the schema and the job queue up to date. Several processes may call it at once. */
export async function migrateDatabase(connectionString: string, folder = migrationsFolder()) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrate(drizzle({ client }), { migrationsFolder: folder });
    await migrateJobs({ connectionString });
  } finally {
    await client.end();
  }
}

/** Beside the sources in development, beside the bundle's parent folder in production: both are run from the root. */
function migrationsFolder() {
  const folder = path.resolve("db/migrations");
  readFileSync(path.join(folder, "meta/_journal.json"));
  return folder;
}
