import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { storage } from "@/lib/storage/storage";
import { storageKey } from "@/lib/storage/storage-key";
import { judgeFile } from "./judge-file";

/** What an attachment's row says of a file that is kept. */
export interface KeptFile {
  contentType: string;
  size: number;
  width: number | null;
  height: number | null;
  storageKey: string;
  thumbnailKey: string | null;
}

/** Judges a file on this machine's disk and puts it, with its small picture, into the storage. */
export async function keepFile(file: string): Promise<KeptFile> {
  const { contentType, width, height, thumbnail } = await judgeFile(file);
  const { size } = await stat(file);
  const key = storageKey();
  await storage().put(key, createReadStream(file), { contentType, size });
  return { contentType, size, width, height, storageKey: key, thumbnailKey: await keepThumbnail(thumbnail) };
}

async function keepThumbnail(thumbnail: Buffer | null) {
  if (!thumbnail) return null;
  const key = storageKey("webp");
  await storage().put(key, thumbnail, { contentType: "image/webp", size: thumbnail.length });
  return key;
}
