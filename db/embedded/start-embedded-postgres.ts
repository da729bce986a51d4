import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { type ClusterFiles, openCluster } from "./cluster";
import { launchPostgres } from "./launch-postgres";
import { findPostgresBinaries, type PostgresBinaries } from "./postgres-binaries";
import { findPostmaster } from "./postmaster";
import { PRODUCT_DATABASE, PRODUCT_ROLE, prepareDatabase } from "./prepare-database";
import { join, leave } from "./presence";

const POLL_IN_MS = 20;
const PAUSE_BETWEEN_REVIVALS_IN_MS = 2000;

/** Long enough to replay the log of a server that was killed amid heavy writing. */
const PATIENCE_IN_MS = 300_000;

export interface EmbeddedPostgres {
  /** For the product's own role and database. */
  url: string;
  /** Shuts the server down, unless another living process uses it too. */
  stop(): Promise<void>;
}

/**
 * Serves the PostgreSQL whose files lie under `<dataDir>/postgres`, and brings it up again should it die.
 *
 * Every process that uses the server holds a shared advisory lock in it for as long as it lives. So a server left
 * behind by a killed process is taken over, two starts at once end up with one server, and the last to leave shuts it
 * down. Throws a sentence that says what to do.
 */
export async function startEmbeddedPostgres({
  dataDir,
  durable = true,
}: {
  dataDir: string;
  durable?: boolean;
}): Promise<EmbeddedPostgres> {
  const binaries = await findPostgresBinaries();
  const files = await openCluster(dataDir, binaries, durable);
  const stopping = new AbortController();
  let presence = await enter(files, binaries);
  let revival = Promise.resolve();
  await prepareDatabase(presence, files);
  const { port } = presence;
  watch();

  return {
    url: `postgres://${PRODUCT_ROLE}:${files.password}@127.0.0.1:${port}/${PRODUCT_DATABASE}`,
    async stop() {
      stopping.abort();
      await revival;
      await leave(files, presence);
    },
  };

  function watch() {
    presence.once("end", () => {
      if (!stopping.signal.aborted) revival = revive();
    });
  }

  /** The product's pool knows one address, so the server comes back on the same port or not at all. */
  async function revive() {
    while (!stopping.signal.aborted) {
      try {
        presence = await enter(files, binaries, { keepPort: true, signal: stopping.signal });
        return watch();
      } catch (error) {
        if (stopping.signal.aborted) return;
        console.error("The embedded database ended and does not start again; still trying.", error);
        await delay(PAUSE_BETWEEN_REVIVALS_IN_MS);
      }
    }
  }
}

/** Joins the server that runs, or starts it, until one of the two succeeds. */
async function enter(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  { keepPort = false, signal }: { keepPort?: boolean; signal?: AbortSignal } = {},
): Promise<Client> {
  const deadline = Date.now() + PATIENCE_IN_MS;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    const postmaster = await findPostmaster(files.cluster);
    const client = postmaster?.ready ? await join(files, postmaster) : null;
    if (client) return client;

    if (!postmaster) await launchPostgres(files, binaries, keepPort);
    await delay(POLL_IN_MS);
  }
  throw new Error(
    `The embedded database in ${files.cluster} neither serves nor ends. ` +
      `Look at ${files.log}, end the process named in postmaster.pid there, and start again.`,
  );
}
