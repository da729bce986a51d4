import { execFileSync } from "node:child_process";

/** The commit that a figure was measured at, in short; null in an unpacked archive, which has no history. */
export function commitOf(root: string): string | null {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}
