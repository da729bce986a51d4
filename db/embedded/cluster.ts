import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { findFreePort } from "./free-port";
import { accountAdvice, asOwnerOf, clusterAccount, type PostgresBinaries } from "./postgres-binaries";
import { isAlive } from "./postmaster";

const run = promisify(execFile);

/** Who the supervisor is inside the database; the product itself signs in as a lesser role. */
export const SUPERUSER = "supervisor";

/** What lies under `<dataDir>/postgres`, a folder that only its owner may enter. */
export interface ClusterFiles {
  /** PostgreSQL's own files; as root they belong to another account. */
  cluster: string;
  password: string;
  portFile: string;
  log: string;
  /** Off only for throw-away databases of tests: commits no longer wait for the disk. */
  durable: boolean;
}

/**
 * Opens the folder of the embedded database, creating it on first use.
 *
 * A new cluster is made aside and moved to its place whole, so that a start which was interrupted leaves nothing half
 * done, and of two first starts at the same moment one simply finds the other's.
 */
export async function openCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  durable = true,
): Promise<ClusterFiles> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const home = path.join(await realpath(dataDir), "postgres");
  if (!(await exists(home))) {
    await removeAbandoned(path.dirname(home));
    await createCluster(home, binaries);
  }

  const password = await readFile(path.join(home, "password"), "utf8").catch((cause) => {
    throw new Error(`The database folder ${home} cannot be read. ${ownershipAdvice(home)}`, { cause });
  });
  return { ...filesIn(home), password, durable };
}

/** The port that this cluster uses from start to start, in a file so that it outlives us. */
export async function readPort(files: ClusterFiles): Promise<number> {
  return Number(await readFile(files.portFile, "utf8"));
}

export async function writePort(files: ClusterFiles, port: number) {
  await writeFile(files.portFile, String(port), { mode: 0o600 });
}

async function createCluster(home: string, binaries: PostgresBinaries) {
  const draft = `${home}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  const { cluster, portFile } = filesIn(draft);
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path.join(draft, "password"), randomBytes(24).toString("base64url"), { mode: 0o600 });
    await writeFile(portFile, String(await findFreePort()), { mode: 0o600 });
    await initialise(cluster, path.join(draft, "password"), binaries);
    await rename(draft, home);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody else's first start was faster: theirs is as good as ours.
    if (!(await exists(home))) throw error;
  }
}

async function initialise(cluster: string, passwordFile: string, binaries: PostgresBinaries) {
  const account = clusterAccount();
  if (account !== null) await chown(cluster, account, account);

  const access = [`--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  // The built-in provider sorts and folds alike on every machine, whatever locales it has.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const command = await asOwnerOf(cluster, binaries.initdb, ["-D", cluster, ...access, ...locale]);
  await run(...command).catch((cause: Error & { stderr?: string }) => {
    throw new Error(
      `PostgreSQL could not create its files in ${cluster}:\n${cause.stderr || cause.message}${accountAdvice()}`,
      { cause },
    );
  });
}

async function removeAbandoned(dataDir: string) {
  for (const name of await readdir(dataDir)) {
    const author = /^postgres\.new-(\d+)-/.exec(name)?.[1];
    if (author && !(await isAlive(Number(author)))) {
      await rm(path.join(dataDir, name), { recursive: true, force: true });
    }
  }
}

function filesIn(home: string) {
  return {
    cluster: path.join(home, "cluster"),
    portFile: path.join(home, "port"),
    log: path.join(home, "server.log"),
  };
}

function ownershipAdvice(home: string) {
  return `Start as the account that owns it, or move ${home} away to begin with an empty database.`;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
  );
}
