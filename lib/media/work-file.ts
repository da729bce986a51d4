import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Gives the path of a file in a folder of its own, which is gone when the work is done. */
export async function withWorkFile<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), "pagedesk-media-"));
  try {
    return await work(path.join(folder, "file"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
