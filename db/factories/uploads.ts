import { db } from "@/db/client";
import { attachments } from "@/db/schema/conversations";
import { storage } from "@/lib/storage/storage";
import { storageKey } from "@/lib/storage/storage-key";

interface Upload {
  name?: string;
  type?: string;
  contentType?: string;
  content?: Buffer;
  /** Bytes that the row tells, where a test has no use for a file that is really so large. */
  size?: number;
}

/** A file that an agent has uploaded and not sent yet. */
export async function createUpload(
  agent: { id: string },
  {
    name = "menu.pdf",
    type = "file",
    contentType = "application/pdf",
    content = Buffer.from(name),
    size,
  }: Upload = {},
) {
  const key = storageKey();
  await storage().put(key, content, { contentType });
  const [upload] = await db
    .insert(attachments)
    .values({
      name,
      type,
      contentType,
      size: size ?? content.length,
      state: "stored",
      storageKey: key,
      uploadedById: agent.id,
    })
    .returning();
  return upload!;
}
