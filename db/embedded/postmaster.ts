import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

export interface Postmaster {
  pid: number;
  port: number;
  /** False while it starts, replays its log after a crash, or shuts down. */
  ready: boolean;
}

/** The server that runs on this cluster now, whoever started it; null when there is none. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const lines = await readPidFile(cluster);
  const pid = Number(lines[0]);
  if (!pid || !(await isPostmasterOf(cluster, pid))) return null;

  // The file grows while the server starts: port and state may not be there yet.
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/**
 * Makes a dead server's lock file acceptable to the next server.
 *
 * PostgreSQL believes a lock file whose number belongs to any live process, also to a zombie that nobody reaps or, after a
 * restart of a container, to a stranger. A file with its own parent's number is old news to it. The file itself stays,
 * since it names the shared memory that sessions of the dead server might still use.
 */
export async function disownLockFile(cluster: string) {
  const lines = await readPidFile(cluster);
  if (lines.length < 2) return;
  lines[0] = String(process.pid);
  await writeFile(pidFile(cluster), lines.join("\n"), { flag: "r+" });
}

export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !(await isZombie(pid));
}

async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  // Without /proc (macOS) the lock file's word has to do.
  return commandLine === null || commandLine.split("\0").includes(cluster);
}

async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
}

async function readPidFile(cluster: string): Promise<string[]> {
  const text = await readFile(pidFile(cluster), "utf8").catch(() => "");
  return text.split("\n");
}

function pidFile(cluster: string) {
  return path.join(cluster, "postmaster.pid");
}
