import { and, eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { contacts } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";
import { enqueue } from "@/lib/jobs/enqueue";
import { copyFile } from "@/lib/media/copy-file";
import { deleteFiles } from "@/lib/media/delete-files";
import { touchConversations } from "./fetch-profile";
import { lockThreads } from "./lock-threads";

/**
 * The job `copy-picture`: keeps a small copy of a contact's picture. It throws when asking again later is worth it;
 * without a picture the contact's initials stand.
 */
export async function copyPicture({ contactId }: { contactId: string }) {
  const [contact] = await db.select().from(contacts).where(eq(contacts.id, contactId));
  if (!contact?.pictureUrl) return;

  const result = await copyFile(contact.pictureUrl);
  if (result.outcome === "failed") {
    if (result.lasting) return;
    throw new Error(`The picture could not be copied: ${result.problem}`);
  }
  const { storageKey, thumbnailKey } = result.file;
  const isUsed =
    thumbnailKey !== null &&
    (await db.transaction((tx) => use(tx, { id: contact.id, url: contact.pictureUrl!, key: thumbnailKey })));
  const unused = isUsed || !thumbnailKey ? [storageKey] : [storageKey, thumbnailKey];
  await deleteFiles({ keys: unused });
}

/** @returns whether the contact still has the picture that was copied. */
async function use(tx: Tx, { id, url, key }: { id: string; url: string; key: string }): Promise<boolean> {
  await lockThreads(tx, eq(conversations.contactId, id));
  const [before] = await tx
    .select({ pictureKey: contacts.pictureKey })
    .from(contacts)
    .where(and(eq(contacts.id, id), eq(contacts.pictureUrl, url)))
    .for("no key update");
  if (!before) return false;

  await tx
    .update(contacts)
    .set({ pictureKey: key, revision: sql`${contacts.revision} + 1` })
    .where(eq(contacts.id, id));
  if (before.pictureKey) await enqueue(tx, "delete-files", { keys: [before.pictureKey] });
  await touchConversations(tx, id);
  return true;
}
