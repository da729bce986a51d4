import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { attachments } from "@/db/schema/conversations";
import { type KeptFile, keepFile } from "@/lib/media/keep-file";
import { shownType } from "@/lib/media/media-types";
import type { UploadRow } from "./find-upload";
import { tus } from "./tus-server";

/**
 * Makes complete bytes an attachment: judged by content, and kept in the storage. Asking twice is harmless; of two
 * copies that were kept at once, one is swept with other orphans.
 */
export async function finishUpload(upload: UploadRow) {
  const kept = await withFile(upload.id, keepFile);
  const contentType = soundOrFilm(kept.contentType, upload.contentType);
  const type = shownType(familyOf(contentType), kept);

  await db
    .update(attachments)
    .set({ ...kept, state: "stored", contentType, type })
    .where(and(eq(attachments.id, upload.id), eq(attachments.state, "uploading")));
  await tus().store.remove(upload.id);
}

/** The upload as one file on this machine, as long as it is looked at. */
async function withFile(uploadId: string, use: (file: string) => Promise<KeptFile>): Promise<KeptFile> {
  const folder = await mkdtemp(path.join(tmpdir(), "pagedesk-upload-"));
  try {
    const file = path.join(folder, "file");
    await pipeline(tus().store.read(uploadId), createWriteStream(file));
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Containers of both. */
const soundIn: Record<string, string> = {
  "video/webm": "audio/webm",
  "video/mp4": "audio/mp4",
  "video/ogg": "audio/ogg",
};

/**
 * The content decides, but for one thing that its beginning does not tell: whether a container of films holds sound
 * alone, as a recorded voice message does. There its author's word stands; platforms take such a file as sound only
 * when it is called so.
 */
function soundOrFilm(found: string, claimed: string | null) {
  const type = found.split(";")[0]!.trim();
  const sound = soundIn[type];
  return sound && claimed?.split(";")[0]?.trim() === sound ? sound : type;
}

function familyOf(contentType: string) {
  const [family = ""] = contentType.split("/");
  return ["image", "audio", "video"].includes(family) ? family : "file";
}
