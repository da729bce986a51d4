import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { TEMPLATE, withDatabase } from "./global-setup";

// A setup file: it runs before the test file is imported, so db/client.ts finds this file's own database.
const server = inject("databaseUrl");
const name = `test_${randomBytes(6).toString("hex")}`;

await query(`create database ${name} template ${TEMPLATE} strategy file_copy`);

const dataDir = mkdtempSync(path.join(tmpdir(), "pagedesk-files-"));
process.env.DATA_DIR = dataDir;
process.env.DATABASE_URL = withDatabase(server, name);
process.env.NEXTAUTH_SECRET = "a secret of the tests, long enough for anybody";
process.env.ENCRYPTION_KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
process.env.FACEBOOK_APP_ID = "880011223344556";
process.env.FACEBOOK_APP_SECRET = "app-secret-of-the-tests";
process.env.FACEBOOK_VERIFY_TOKEN = "verify-token-of-the-tests";

afterAll(async () => {
  const { pool } = await import("../client");
  await pool.end();
  rmSync(dataDir, { recursive: true, force: true });
  // Not "with (force)": that asks for the right to end autovacuum too, which leaves by itself when a database is dropped.
  await query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = '${name}' and backend_type = 'client backend'`);
  await query(`drop database ${name}`);
});

async function query(text: string) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(text);
  await client.end();
}
