import { and, eq, isNotNull, type SQL } from "drizzle-orm";
import { db } from "@/db/client";
import { contacts } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";
import { AppError } from "@/lib/errors";
import type { ServedFile } from "@/lib/media/served-file";

/**
 * Our copy of a contact's picture.
 *
 * @param seen the viewer's condition over conversations, as in `findContact`.
 * @throws AppError `not_found`.
 */
export async function findPicture(contactId: string, seen: SQL): Promise<ServedFile> {
  const [found] = await db
    .select({ key: contacts.pictureKey })
    .from(contacts)
    .innerJoin(conversations, eq(conversations.contactId, contacts.id))
    .where(and(eq(contacts.id, contactId), isNotNull(contacts.pictureKey), seen))
    .limit(1);
  if (!found?.key) throw new AppError("not_found", "There is no picture of this contact.");
  return { key: found.key, contentType: "image/webp", name: "picture.webp", inline: true };
}
