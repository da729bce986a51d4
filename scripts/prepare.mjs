import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fingerprint, isStamped, stamped } from "./stamps.mjs";

/** The project's folder: every command works from here, wherever it was called. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const INSTALLED = path.join(root, "node_modules/.pagedesk-install");
const BUILT = path.join(root, "dist/.pagedesk-build");

/** Everything that the build reads. */
const SOURCES = [
  ...["app", "components", "lib", "db", "public", "server.ts", "proxy.ts", "instrumentation.ts"],
  ...["next.config.js", "next.config.ts", "next.config.mjs", "postcss.config.mjs", "tsconfig.json"],
  ...["package.json", "package-lock.json", "scripts/bundle-server.mjs", "scripts/compress-static.mjs"],
];

// Next counts its users unless it is told not to.
process.env.NEXT_TELEMETRY_DISABLED ??= "1";

/**
 * Installs the packages of the lock file when they are missing or older than it.
 *
 * @param {(command: string, args: string[]) => Promise<void>} run
 */
export async function installWhenNeeded(run) {
  const lock = fingerprint(root, ["package-lock.json"]);
  if (isStamped(INSTALLED, lock)) return;
  if (npmIsUpToDate()) return stamped(INSTALLED, lock, async () => {});

  console.log("Installing packages. This takes a minute, once.");
  // Also with NODE_ENV=production: the build and the simulator need more than the finished product does.
  await stamped(INSTALLED, lock, () => run("npm", ["ci", "--include=dev", "--no-fund", "--no-audit"]));
}

/**
 * Builds when a source changed since the last build.
 *
 * @param {(command: string, args: string[]) => Promise<void>} run
 */
export async function buildWhenNeeded(run) {
  const done =
    existsSync(path.join(root, ".next/BUILD_ID")) && existsSync(path.join(root, "dist/server.mjs"));
  if (done && isStamped(BUILT, fingerprint(root, SOURCES))) return;

  console.log("Building. This takes a minute, and only after changes.");
  await build(run);
}

/**
 * Builds in any case, and remembers for which sources.
 *
 * @param {(command: string, args: string[]) => Promise<void>} run
 */
export async function build(run) {
  await stamped(BUILT, fingerprint(root, SOURCES), () => run("npm", ["run", "build"]));
}

/** Somebody ran npm by hand after the lock file last changed. */
function npmIsUpToDate() {
  const written = (name) => statSync(path.join(root, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return written("node_modules/.package-lock.json") > written("package-lock.json");
}
