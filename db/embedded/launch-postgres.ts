import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type FileHandle, open, readFile, rename, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { type ClusterFiles, readPort, writePort } from "./cluster";
import { findFreePort, isPortFree } from "./free-port";
import { accountAdvice, asOwnerOf, type PostgresBinaries } from "./postgres-binaries";
import { disownLockFile, findPostmaster } from "./postmaster";

const POLL_IN_MS = 20;
const LOG_LIMIT_IN_BYTES = 10_000_000;

/** The session of a killed server may hold its shared memory for a moment, and a rival may hold the lock file. */
const PASSING_HINDRANCE = /shared memory block|lock file/;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  max_wal_size: "2GB",
  fsync: "on",
  synchronous_commit: "on",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "warning",
};

const NOT_DURABLE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Starts the server and waits until it serves; answers early, without it, when another start won or is in the way.
 * Throws with the end of the server's log when it cannot start at all.
 */
export async function launchPostgres(files: ClusterFiles, binaries: PostgresBinaries, keepPort: boolean) {
  await disownLockFile(files.cluster);
  const port = keepPort ? await readPort(files) : await choosePort(files);
  const before = await logSize(files);
  const server = await spawnServer(files, binaries, port);

  if (await servesBeforeItEnds(files, server)) return server.unref();
  if (await findPostmaster(files.cluster)) return;
  if (!keepPort && !(await isPortFree(port))) return;
  const log = await logSince(files, before);
  if (!PASSING_HINDRANCE.test(log)) {
    throw new Error(
      `PostgreSQL did not start. The end of its log (${files.log}):\n${log.slice(-3000)}${accountAdvice()}`,
    );
  }
}

async function choosePort(files: ClusterFiles): Promise<number> {
  const remembered = await readPort(files);
  if (await isPortFree(remembered)) return remembered;

  const port = await findFreePort();
  await writePort(files, port);
  return port;
}

/** In a session of its own, so that Ctrl-C in the terminal reaches the product first and the database last. */
async function spawnServer(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  port: number,
): Promise<ChildProcess> {
  const settings = Object.entries({
    ...SETTINGS,
    ...(files.durable ? {} : NOT_DURABLE),
    port: String(port),
  }).flatMap(([k, v]) => ["-c", `${k}=${v}`]);
  const command = await asOwnerOf(files.cluster, binaries.postgres, ["-D", files.cluster, ...settings]);
  const log = await openLog(files);
  try {
    // A file, not a pipe: the server must survive us.
    const server = spawn(...command, { stdio: ["ignore", log.fd, log.fd], detached: true, cwd: "/" });
    await once(server, "spawn");
    return server;
  } catch (cause) {
    throw new Error(`${command[0]}, which starts PostgreSQL, could not be run. Is it installed?`, { cause });
  } finally {
    await log.close();
  }
}

async function servesBeforeItEnds(files: ClusterFiles, server: ChildProcess): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null) {
    const postmaster = await findPostmaster(files.cluster);
    if (postmaster?.pid === server.pid && postmaster?.ready) return true;
    await delay(POLL_IN_MS);
  }
  return false;
}

async function openLog(files: ClusterFiles): Promise<FileHandle> {
  if ((await logSize(files)) > LOG_LIMIT_IN_BYTES) await rename(files.log, `${files.log}.1`);
  return open(files.log, "a", 0o600);
}

async function logSize(files: ClusterFiles): Promise<number> {
  return stat(files.log).then(
    ({ size }) => size,
    () => 0,
  );
}

async function logSince(files: ClusterFiles, offset: number): Promise<string> {
  const log = await readFile(files.log);
  return log.subarray(offset).toString("utf8");
}
