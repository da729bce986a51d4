import "server-only";
import pg from "pg";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

const RECONNECT_IN_MS = 500;

/**
 * Keeps a database session of its own, beside the pool's: for LISTEN, and for locks that live as long as the process.
 * When it breaks, another one is opened.
 *
 * @param begin what each new session starts with.
 */
export async function keepConnection(
  name: string,
  begin: (client: pg.Client) => Promise<void>,
): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function connect() {
    const next = new pg.Client({ connectionString: env.DATABASE_URL, application_name: `pagedesk ${name}` });
    next.on("error", () => {});
    await next.connect();
    await begin(next);
    if (stopped) return next.end();
    // Only now: an attempt that fails ends too, and must not be followed by two.
    next.once("end", reconnect);
    client = next;
  }

  function reconnect() {
    client = null;
    if (stopped) return;
    timer = setTimeout(() => {
      connect().catch((error) => {
        log.warn({ err: error, connection: name }, "a connection to the database broke; trying again");
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
