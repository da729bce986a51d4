import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** One database on the stage's server, as the benchmark looks at it. */
export class Database {
  private constructor(
    readonly url: string,
    readonly client: pg.Client,
  ) {}

  static async create(server: string, name: string): Promise<Database> {
    const admin = new pg.Client({ connectionString: server });
    await admin.connect();
    await admin.query(`create database ${name}`);
    await admin.end();

    const url = new URL(server);
    url.pathname = `/${name}`;
    const client = new pg.Client({ connectionString: url.href, application_name: "bench" });
    await client.connect();
    return new Database(url.href, client);
  }

  async count(what: "deliveries" | "messages" | "deliveries where opened_at is null"): Promise<number> {
    const { rows } = await this.client.query<{ count: string }>(`select count(*) from ${what}`);
    return Number(rows[0]!.count);
  }

  async newestDelivery(): Promise<number> {
    const { rows } = await this.client.query<{ id: string }>(
      "select coalesce(max(id), 0) as id from deliveries",
    );
    return Number(rows[0]!.id);
  }

  async countSince(deliveryId: number): Promise<number> {
    const { rows } = await this.client.query<{ count: string }>(
      "select count(*) from deliveries where id > $1",
      [deliveryId],
    );
    return Number(rows[0]!.count);
  }

  /** Takes away what waits, so that opening it does not run beside the next measurement. */
  async forgetWaiting() {
    await this.client.query("delete from deliveries where opened_at is null");
    await this.becomesIdle();
  }

  /** Until nothing waits to be opened and no job waits to run. */
  async becomesSettled() {
    await until(async () => (await this.count("deliveries where opened_at is null")) === 0);
    await until(async () => {
      const { rows } = await this.client.query(
        "select from graphile_worker.jobs where run_at <= now() and attempts < max_attempts limit 1",
      );
      return rows.length === 0;
    });
    await this.becomesIdle();
  }

  /** Until nobody but us asks this database anything: twice in a row, for between two statements all look idle. */
  async becomesIdle() {
    let quiet = 0;
    await until(async () => {
      const { rows } = await this.client.query(`
        select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and backend_type = 'client backend' and state <> 'idle' limit 1`);
      quiet = rows.length === 0 ? quiet + 1 : 0;
      return quiet === 2;
    });
  }

  async close() {
    await this.client.end();
  }
}

const LOOK_EVERY_MS = 20;
const PATIENCE_IN_MS = 600_000;

/** Looks again and again until it is so. @throws Error after ten minutes. */
export async function until(isSo: () => Promise<boolean>) {
  const deadline = performance.now() + PATIENCE_IN_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error("What the benchmark waits for does not happen.");
    await pause(LOOK_EVERY_MS);
  }
}
