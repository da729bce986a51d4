import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { attachments, conversations, messages } from "@/db/schema/conversations";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { type CopyResult, copyFile } from "@/lib/media/copy-file";
import { deleteFiles } from "@/lib/media/delete-files";
import { enqueueCopy, RETRY_AFTER_SECONDS } from "@/lib/media/enqueue-copy";
import { shownType } from "@/lib/media/media-types";
import { changeMessage } from "../change-message";
import type { AttachmentRow } from "./present-attachment";

interface Job {
  attachmentId: string;
  /** Attempts before this one. */
  failures: number;
}

/**
 * The job `copy-attachment`: copies a file from the platform, whose address expires. It ends as `stored` or `failed`;
 * what may pass is tried again after a while.
 */
export async function copyAttachment({ attachmentId, failures }: Job) {
  const [wanted] = await db
    .select()
    .from(attachments)
    .where(and(eq(attachments.id, attachmentId), eq(attachments.state, "remote")));
  if (!wanted?.url) return;

  const result = await copyFile(wanted.url);
  const isUsed = await db.transaction((tx) => settle(tx, wanted, result, failures));
  if (!isUsed && result.outcome === "copied") await deleteFiles({ keys: keysOf(result.file) });
}

/** @returns whether the attachment still waited for this. */
async function settle(tx: Tx, wanted: AttachmentRow, result: CopyResult, failures: number): Promise<boolean> {
  const message = await lockMessageOf(tx, wanted);
  const [waiting] = await tx
    .select({ id: attachments.id })
    .from(attachments)
    .where(and(eq(attachments.id, wanted.id), eq(attachments.state, "remote")))
    .for("no key update");
  if (!waiting || !message) return false;

  if (result.outcome === "failed" && !result.lasting && failures < RETRY_AFTER_SECONDS.length) {
    await enqueueCopy(tx, wanted.id, failures + 1);
    return true;
  }
  await tx.update(attachments).set(ending(wanted, result)).where(eq(attachments.id, wanted.id));
  await changeMessage(tx, message, {});
  return true;
}

function ending(wanted: AttachmentRow, result: CopyResult): Partial<AttachmentRow> {
  if (result.outcome === "failed") return { state: "failed", problem: result.problem };
  return { ...result.file, state: "stored", problem: null, type: shownType(wanted.type, result.file) };
}

function keysOf({ storageKey, thumbnailKey }: { storageKey: string; thumbnailKey: string | null }) {
  return thumbnailKey ? [storageKey, thumbnailKey] : [storageKey];
}

async function lockMessageOf(tx: Tx, { messageId }: AttachmentRow) {
  if (!messageId) return undefined;
  const [found] = await tx
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .where(eq(messages.id, messageId));
  if (!found) return undefined;

  await lockThreads(tx, eq(conversations.id, found.conversationId));
  const [message] = await tx.select().from(messages).where(eq(messages.id, messageId)).for("no key update");
  return message;
}
