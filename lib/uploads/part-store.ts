import { Readable } from "node:stream";
import { DataStore, ERRORS, Upload } from "@tus/server";
import { type Storage, storage } from "@/lib/storage/storage";

/**
 * Keeps an upload as parts in the storage, each named by where it begins, so that whatever process reaches the storage
 * can go on with it, whether that is a folder or a bucket. A part that is written again, from the same place, holds
 * the same bytes and perhaps more: the later one wins, and the chain of parts stays whole.
 */
export class PartStore extends DataStore {
  override extensions = ["creation", "creation-with-upload", "termination"];

  override async create(upload: Upload) {
    const { size, metadata, creation_date } = upload;
    const told = Buffer.from(JSON.stringify({ size, metadata, creation_date }));
    await files().put(infoKey(upload.id), told, { contentType: "application/json", size: told.length });
    return upload;
  }

  /** What has arrived when a connection breaks is kept as well. */
  override async write(body: Readable, id: string, offset: number) {
    const key = partKey(id, offset);
    const { size } = await files().put(key, Readable.from(untilItBreaks(body)), {
      contentType: "application/octet-stream",
    });
    if (size === 0) await files().delete(key);
    return offset + size;
  }

  override async getUpload(id: string) {
    const info = await this.infoOf(id);
    const parts = await partsOf(id);
    const offset = parts.reduce((sum, { size }) => sum + size, 0);
    return new Upload({ id, offset, ...info });
  }

  override async remove(id: string) {
    for (const { key } of await partsOf(id)) await files().delete(key);
    await files().delete(infoKey(id));
  }

  /** All of it, from the first byte to the last. */
  read(id: string): Readable {
    return Readable.from(inOrder(id));
  }

  private async infoOf(id: string): Promise<Pick<Upload, "size" | "metadata" | "creation_date">> {
    if ((await files().size(infoKey(id))) === null) throw ERRORS.FILE_NOT_FOUND;
    const { body } = await files().read(infoKey(id));
    return JSON.parse(Buffer.concat(await body.toArray()).toString());
  }
}

/** The parts that join one another, from the beginning. One that nothing leads to is swept with other orphans. */
async function partsOf(id: string) {
  const parts: { key: string; size: number }[] = [];
  for (let offset = 0; ; ) {
    const key = partKey(id, offset);
    const size = await files().size(key);
    if (!size) return parts;
    parts.push({ key, size });
    offset += size;
  }
}

async function* inOrder(id: string) {
  for (const { key } of await partsOf(id)) yield* (await files().read(key)).body;
}

async function* untilItBreaks(body: Readable) {
  try {
    yield* body;
  } catch {
    // The sender learns of it from the broken connection, and asks how far it came.
  }
}

function files(): Storage {
  return storage();
}

function infoKey(id: string) {
  return `${id}.info`;
}

function partKey(id: string, offset: number) {
  return `${id}.at.${offset}`;
}
