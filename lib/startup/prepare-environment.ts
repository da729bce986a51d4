import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startEmbeddedPostgres } from "@/db/embedded/start-embedded-postgres";
import { parseEnvironment } from "@/lib/environment";

/** Which settings nobody gave and Pagedesk made for itself. */
export interface Prepared {
  generated: ("NEXTAUTH_SECRET" | "ENCRYPTION_KEY")[];
  embeddedDatabase: boolean;
  stopDatabase(): Promise<void>;
}

/**
 * Checks the environment and fills in what an installation may leave out: secrets, kept in DATA_DIR, and a database.
 * Runs before anything that reads `lib/env.ts`.
 *
 * @throws Error with a sentence for each variable that is wrong.
 */
export async function prepareEnvironment(environment: NodeJS.ProcessEnv): Promise<Prepared> {
  const settings = parseEnvironment(environment);
  const dataDir = path.resolve(settings.DATA_DIR);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });

  const generated = (["NEXTAUTH_SECRET", "ENCRYPTION_KEY"] as const).filter(
    (name) => !environment[name]?.trim(),
  );
  for (const name of generated) environment[name] = keptSecret(dataDir, name);
  environment.APP_URL = settings.APP_URL;
  // next-auth reads this one by itself.
  environment.NEXTAUTH_URL = settings.APP_URL;

  const embeddedDatabase = !environment.DATABASE_URL?.trim();
  if (!embeddedDatabase) return { generated, embeddedDatabase, stopDatabase: async () => {} };

  const database = await startEmbeddedPostgres({ dataDir });
  environment.DATABASE_URL = database.url;
  return { generated, embeddedDatabase, stopDatabase: () => database.stop() };
}

/** 32 random bytes in hexadecimal. Two processes that start together end up with the same ones. */
function keptSecret(dataDir: string, name: string): string {
  const file = path.join(dataDir, `${name.toLowerCase().replaceAll("_", "-")}.txt`);
  try {
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}
