import { log } from "@/lib/log";
import { type FetchResult, fetchFile } from "./fetch-file";
import { type KeptFile, keepFile } from "./keep-file";
import { withWorkFile } from "./work-file";

export type CopyResult = Exclude<FetchResult, { outcome: "fetched" }> | { outcome: "copied"; file: KeptFile };

/** Fetches what lies at a foreign address and keeps it here. */
export async function copyFile(address: string): Promise<CopyResult> {
  return withWorkFile(async (path) => {
    const fetched = await fetchFile(address, path);
    if (fetched.outcome === "failed") return fetched;
    return keepFile(path).then(
      (file) => ({ outcome: "copied", file }),
      (err: unknown) => {
        // A full disk, a bucket that is away: ours to mend, and then worth another attempt.
        log.error({ err }, "a file could not be stored");
        return { outcome: "failed", problem: "Pagedesk could not store it.", lasting: false };
      },
    );
  });
}
