import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * One number for the content of these files and folders (relative to `root`); the missing ones count as such.
 * Tests are left out: they never end up in what is built.
 *
 * @param {string} root
 * @param {string[]} names
 */
export function fingerprint(root, names) {
  const hash = createHash("sha256");
  for (const file of names.flatMap((name) => filesBelow(root, name))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * Whether the work that `stamp` stands for was done for this very input.
 *
 * @param {string} stamp
 * @param {string} expected
 */
export function isStamped(stamp, expected) {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === expected;
}

/**
 * Does the work and stamps it; an interruption in the middle leaves no stamp.
 *
 * @param {string} stamp
 * @param {string} value
 * @param {() => Promise<void>} work
 */
export async function stamped(stamp, value, work) {
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, value);
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {string[]}
 */
function filesBelow(root, name) {
  const found = statSync(path.join(root, name), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return /\.test\.[a-z]+$/.test(name) ? [] : [name];

  const entries = readdirSync(path.join(root, name)).sort();
  return entries.flatMap((entry) => filesBelow(root, path.posix.join(name, entry)));
}
