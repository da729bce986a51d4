import { setTimeout as delay } from "node:timers/promises";
import { Client, DatabaseError } from "pg";
import { type ClusterFiles, SUPERUSER } from "./cluster";
import { findPostmaster, isAlive, type Postmaster } from "./postmaster";

const POLL_IN_MS = 20;

/** The number of our advisory lock: any will do, as long as all of our processes use the same. */
const PRESENCE = 7_240_311;

/** Answers of a server that is not open yet, closes, or is full: worth another try. */
const PASSING_REFUSALS = new Set(["57P03", "57P01", "53300"]);

/**
 * Signs in at a running server and stays there, so that nobody else shuts it down.
 * Null when it does not let anybody in at the moment.
 */
export async function join(files: ClusterFiles, { port }: Postmaster): Promise<Client | null> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: SUPERUSER,
    password: files.password,
    database: "postgres",
    application_name: "supervisor",
  });
  // Without a listener the loss of the server would end this process; whoever cares listens to "end".
  client.on("error", () => {});
  try {
    await client.connect();
    if (await answersFor(client, files)) return client;
  } catch (error) {
    if (error instanceof DatabaseError && !PASSING_REFUSALS.has(error.code ?? ""))
      throw refused(files, error);
  }
  await client.end().catch(() => {});
  return null;
}

/** Signs out; the last to leave shuts the server down and waits until it is gone. */
export async function leave(files: ClusterFiles, client: Client) {
  const postmaster = await findPostmaster(files.cluster);
  const last = await isLast(client);
  if (last && postmaster) {
    process.kill(postmaster.pid, "SIGINT");
    while (await isAlive(postmaster.pid)) await delay(POLL_IN_MS);
  }
  await client.end().catch(() => {});
}

async function answersFor(client: Client, files: ClusterFiles): Promise<boolean> {
  const { rows } = await client.query<{ folder: string; joined: boolean }>(
    "select current_setting('data_directory') as folder, pg_try_advisory_lock_shared($1) as joined",
    [PRESENCE],
  );
  return rows[0]?.folder === files.cluster && rows[0].joined;
}

/** The own lock goes first: two that leave at once would otherwise each take the other for one that stays. */
async function isLast(client: Client): Promise<boolean> {
  try {
    await client.query("select pg_advisory_unlock_shared($1)", [PRESENCE]);
    const { rows } = await client.query<{ last: boolean }>("select pg_try_advisory_lock($1) as last", [
      PRESENCE,
    ]);
    return rows[0]?.last ?? false;
  } catch {
    // The connection is lost, and with it the server: there is nothing to shut down.
    return false;
  }
}

function refused(files: ClusterFiles, cause: DatabaseError) {
  return new Error(
    `The embedded database in ${files.cluster} runs but refuses us: ${cause.message}. ` +
      "If its password file was changed, put the old one back; else end that server and start again.",
    { cause },
  );
}
