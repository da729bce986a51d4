import { realpathSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { findPostmaster } from "@/db/embedded/postmaster";
import { startEmbeddedPostgres } from "@/db/embedded/start-embedded-postgres";

/** A real PostgreSQL of the driver's own, which can be killed; its supervisor brings it back on the same port. */
export class Postgres {
  private constructor(
    readonly url: string,
    readonly cluster: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(dataDir: string): Promise<Postgres> {
    const { url, stop } = await startEmbeddedPostgres({ dataDir });
    return new Postgres(url, path.join(realpathSync(dataDir), "postgres/cluster"), stop);
  }

  async pid(): Promise<number | undefined> {
    return (await findPostmaster(this.cluster))?.pid;
  }

  /** As a machine that loses its power: no checkpoint, no good-bye. */
  async kill() {
    const pid = await this.pid();
    if (pid) process.kill(pid, "SIGKILL");
  }

  /** One question on a connection of its own. @throws Error while the server is down. */
  async query<Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url, application_name: "ledger" });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query<Row>(statement, values)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }
}
