import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream, type Dirent } from "node:fs";
import { mkdir, open, opendir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@/lib/errors";
import type { ByteRange, Storage } from "./storage";
import { checkedKey } from "./storage-key";

/** Files under `root`, in two levels of folders, so that none of them grows too long to be listed. */
export function diskStorage(root: string): Storage {
  return {
    async put(key, body, { size }) {
      const file = fileOf(root, key);
      // Its name is a key as well, so what a crash leaves behind is listed, and swept like any other orphan.
      const part = `${file}.${randomBytes(6).toString("hex")}.part`;
      await mkdir(path.dirname(file), { recursive: true });
      try {
        const written = await write(part, body);
        if (size !== undefined && size !== written)
          throw new Error(`Expected ${size} bytes, got ${written}.`);
        await rename(part, file);
        await flushFolder(path.dirname(file));
        return { size: written };
      } catch (cause) {
        await rm(part, { force: true });
        throw cause;
      }
    },
    async read(key, range) {
      const file = fileOf(root, key);
      const size = await sizeOf(file);
      if (size === null) throw new AppError("not_found", "This file is no longer stored.");
      return { body: createReadStream(file, cut(range, size)), size };
    },
    size: (key) => sizeOf(fileOf(root, key)),
    delete: (key) => rm(fileOf(root, key), { force: true }),
    async *list() {
      for await (const entry of filesBelow(root)) {
        const found = await stat(path.join(entry.parentPath, entry.name)).catch(unlessMissing);
        if (found) yield { key: entry.name, modifiedAt: found.mtime };
      }
    },
  };
}

function fileOf(root: string, key: string) {
  const name = checkedKey(key);
  return path.join(root, name.slice(0, 2), name.slice(2, 4), name);
}

/** Resolves when the disk has it, not merely the system's cache. */
async function write(file: string, body: Readable | Buffer): Promise<number> {
  const stream = createWriteStream(file, { flags: "wx", flush: true });
  await pipeline(Buffer.isBuffer(body) ? Readable.from([body]) : body, stream);
  return stream.bytesWritten;
}

/** The rename itself is only safe from a power cut once its folder is written. */
async function flushFolder(folder: string) {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function cut(range: ByteRange | undefined, size: number): Partial<ByteRange> {
  if (!range) return {};
  if (range.start >= size) throw new RangeError(`The file has ${size} bytes.`);
  return { start: range.start, end: Math.min(range.end, size - 1) };
}

async function sizeOf(file: string): Promise<number | null> {
  const found = await stat(file).catch(unlessMissing);
  return found?.size ?? null;
}

async function* filesBelow(folder: string): AsyncGenerator<Dirent> {
  const entries = await opendir(folder).catch(unlessMissing);
  if (!entries) return;
  for await (const entry of entries) {
    if (entry.isDirectory()) yield* filesBelow(path.join(folder, entry.name));
    else yield entry;
  }
}

function unlessMissing(cause: NodeJS.ErrnoException): null {
  if (cause.code === "ENOENT") return null;
  throw cause;
}
