import { and, eq, isNull, lt, or } from "drizzle-orm";
import { db } from "@/db/client";
import { attachments } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { storage } from "@/lib/storage/storage";
import { findUpload, type UploadRow } from "./find-upload";
import { tus } from "./tus-server";
import { UNFINISHED_HOURS, UNSENT_DAYS } from "./upload-limits";

const HOUR_MS = 3_600_000;

/**
 * Takes an unsent file away. Asking twice is harmless.
 *
 * @throws AppError `not_found` for anybody but its author, `conflict` once it was sent.
 */
export async function discardUpload(agent: Agent, uploadId: string) {
  const upload = await findUpload(agent, uploadId);
  if (upload.messageId) throw new AppError("conflict", "This file was sent already.");

  await remove(upload);
}

/** The job `sweep-uploads`: what broke off, or was never sent, does not lie around for ever. */
export async function sweepUploads() {
  const now = clock.now().getTime();
  const unfinished = lt(attachments.createdAt, new Date(now - UNFINISHED_HOURS * HOUR_MS));
  const unsent = lt(attachments.createdAt, new Date(now - UNSENT_DAYS * 24 * HOUR_MS));
  const left = await db
    .select()
    .from(attachments)
    .where(
      and(
        isNull(attachments.messageId),
        or(and(eq(attachments.state, "uploading"), unfinished), and(eq(attachments.state, "stored"), unsent)),
      ),
    )
    .limit(500);
  for (const upload of left) {
    await remove(upload).catch((error: unknown) => log.error({ err: error, id: upload.id }, "sweep-uploads"));
  }
}

/** The row first, and only while it is unsent: a message that takes the file at this moment wins or finds nothing. */
async function remove(upload: UploadRow) {
  const [gone] = await db
    .delete(attachments)
    .where(and(eq(attachments.id, upload.id), isNull(attachments.messageId)))
    .returning({ id: attachments.id });
  if (!gone) return;

  await tus().store.remove(upload.id);
  for (const key of [upload.storageKey, upload.thumbnailKey]) if (key) await storage().delete(key);
}
