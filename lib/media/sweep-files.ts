import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { contacts } from "@/db/schema/contacts";
import { attachments } from "@/db/schema/conversations";
import { clock } from "@/lib/clock";
import { type StoredFile, storage } from "@/lib/storage/storage";
import { deleteFiles } from "./delete-files";

/** A file is stored before the row that shows it is committed; younger ones are left alone. */
export const ORPHAN_AGE_IN_MS = 24 * 3_600_000;
const BATCH = 500;

/**
 * The job `sweep-files`, once a day: files that nothing shows (a crash between storing and committing, a deletion
 * that never ran, a broken write) leave the storage.
 */
export async function sweepFiles() {
  const before = clock.now().getTime() - ORPHAN_AGE_IN_MS;
  let batch: string[] = [];
  for await (const { key, modifiedAt } of storage().list() as AsyncIterable<StoredFile>) {
    if (modifiedAt.getTime() < before) batch.push(key);
    if (batch.length < BATCH) continue;
    await sweep(batch);
    batch = [];
  }
  await sweep(batch);
}

async function sweep(keys: string[]) {
  if (keys.length === 0) return;
  const { rows } = await db.execute<{ key: string }>(sql`
    select stored.key from unnest(${sql.param(keys)}::text[]) as stored(key)
    where not exists (select from ${attachments} where ${attachments.storageKey} = stored.key)
      and not exists (select from ${attachments} where ${attachments.thumbnailKey} = stored.key)
      and not exists (select from ${contacts} where ${contacts.pictureKey} = stored.key)`);
  await deleteFiles({ keys: rows.map(({ key }) => key) });
}
