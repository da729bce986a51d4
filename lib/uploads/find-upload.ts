import { and, eq } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { db } from "@/db/client";
import { attachments } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";

export type UploadRow = typeof attachments.$inferSelect;

/** What an agent has uploaded. Anybody else's does not exist for them. */
export function uploadedBy(agent: Agent) {
  return eq(attachments.uploadedById, agent.id);
}

/**
 * An upload, found through its author.
 *
 * @throws AppError `not_found`.
 */
export async function findUpload(agent: Agent, uploadId: string, reader: Reader = db): Promise<UploadRow> {
  const [upload] = await reader
    .select()
    .from(attachments)
    .where(and(eq(attachments.id, uploadId), uploadedBy(agent)));
  if (!upload) throw new AppError("not_found", "This upload does not exist any more. Attach the file again.");

  return upload;
}
