import pg from "pg";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

const RECONNECT_IN_MS = 500;

/**
 * Calls `wake` at every NOTIFY on a channel, and once after each new connection, since hints may have been missed.
 * A connection of its own: a pool may hand out another one at any time.
 */
export async function listen(
  channel: "events" | "deliveries",
  wake: () => void,
): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function connect() {
    const next = new pg.Client({
      connectionString: env.DATABASE_URL,
      application_name: `pagedesk ${channel}`,
    });
    next.on("error", () => {});
    next.on("notification", wake);
    await next.connect();
    await next.query(`listen ${channel}`);
    if (stopped) return next.end();
    // Only now: an attempt that fails ends too, and must not be followed by two.
    next.once("end", reconnect);
    client = next;
    wake();
  }

  function reconnect() {
    client = null;
    if (stopped) return;
    timer = setTimeout(() => {
      connect().catch((error) => {
        log.warn({ err: error }, "the database cannot be listened to; trying again");
        reconnect();
      });
    }, RECONNECT_IN_MS);
  }

  await connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
