import path from "node:path";
import type { Readable } from "node:stream";
import { env } from "@/lib/env";
import { diskStorage } from "./disk-storage";
import { s3Storage } from "./s3-storage";

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface StoredFile {
  key: string;
  modifiedAt: Date;
}

/**
 * Where files lie: a folder, or a bucket. Nothing is held in memory whole. Keys are 8 to 200 letters, digits, `.`, `_`
 * and `-` (`storageKey()` mints them); a file becomes visible under its key only when all of it has arrived.
 */
export interface Storage {
  /**
   * Keeps a file, replacing what the key held. `size` (bytes) is checked when it is given.
   *
   * @throws whatever the body fails with; nothing is left behind then.
   */
  put(
    key: string,
    body: Readable | Buffer,
    options: { contentType: string; size?: number },
  ): Promise<{ size: number }>;
  /**
   * A file, or a range of it (an `end` beyond its end is cut). `size` is the whole file's, in bytes. Whoever does not
   * read `body` to its end destroys it.
   *
   * @throws AppError `not_found` when nothing is kept under the key, RangeError when `start` lies beyond its end.
   */
  read(key: string, range?: ByteRange): Promise<{ body: Readable; size: number }>;
  /** Bytes; null when nothing is kept under the key. */
  size(key: string): Promise<number | null>;
  /** What is not there is fine. */
  delete(key: string): Promise<void>;
  /** Everything that is kept, in no order, remains of broken writes included. */
  list(): AsyncIterable<StoredFile>;
}

// server.ts and Next's routes load separate instances of this module; one client is enough.
const shared = globalThis as typeof globalThis & { pagedeskStorage?: Storage };

/** The installation's storage: a bucket when S3_BUCKET is set, else a folder in DATA_DIR. */
export function storage(): Storage {
  shared.pagedeskStorage ??= configuredStorage();
  return shared.pagedeskStorage;
}

function configuredStorage(): Storage {
  if (!env.S3_BUCKET) return diskStorage(path.resolve(env.DATA_DIR, "attachments"));
  return s3Storage({
    bucket: env.S3_BUCKET,
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
  });
}
