import { pool } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { checkConfiguration } from "@/lib/configuration/check-configuration";
import { rememberStartFacts } from "@/lib/configuration/start-facts";
import { flushTallies } from "@/lib/deliveries/tally";
import { env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { log } from "@/lib/log";
import { ensureAdminFromEnvironment } from "@/lib/people/ensure-admin-from-environment";
import type { Prepared } from "./prepare-environment";
import { serve } from "./serve";

/** Brings the database up to date and starts what PROCESS asks for. @returns how to stop it all, in order. */
export async function run(prepared: Prepared): Promise<{ announcement: string; stop(): Promise<void> }> {
  await migrateDatabase(env.DATABASE_URL);
  if (env.ADMIN_EMAIL && env.ADMIN_PASSWORD) {
    await ensureAdminFromEnvironment(env.ADMIN_EMAIL, env.ADMIN_PASSWORD);
  }
  reportConfiguration(prepared);

  const worker = env.PROCESS === "web" ? null : await startWorker();
  const web = env.PROCESS === "worker" ? null : await serve();

  return {
    announcement: web ? `listening: ${web.url}` : "working",
    async stop() {
      await web?.stop();
      await worker?.stop();
      await flushTallies();
      await pool.end();
    },
  };
}

function reportConfiguration({ embeddedDatabase, generated }: Prepared) {
  const facts = { embeddedDatabase, generatedSecrets: generated };
  rememberStartFacts(facts);
  for (const { name, state, message, remedy } of checkConfiguration(env, facts)) {
    if (state !== "ok") log.warn({ setting: name, remedy }, message);
  }
}
