import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../embedded/start-embedded-postgres";
import { migrateDatabase } from "../migrate";

export const TEMPLATE = "pagedesk_template";

declare module "vitest" {
  interface ProvidedContext {
    databaseUrl: string;
  }
}

/** One real PostgreSQL for the whole run, with a migrated template that each test file copies. */
export default async function setUp(project: TestProject) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "pagedesk-test-"));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrateDatabase(withDatabase(server.url, TEMPLATE));
  project.provide("databaseUrl", server.url);

  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

export function withDatabase(url: string, name: string) {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
