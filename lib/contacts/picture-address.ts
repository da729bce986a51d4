import type { contacts } from "@/db/schema/contacts";

/**
 * Where browsers find a contact's picture: here, or nowhere. The platform's own address expires within days, and would
 * tell the platform who is looking. It changes with the picture, so that browsers may keep what they have.
 */
export function pictureAddress({
  id,
  pictureKey,
}: Pick<typeof contacts.$inferSelect, "id" | "pictureKey">): string | null {
  return pictureKey && `/api/contacts/${id}/picture?v=${pictureKey.slice(0, 8)}`;
}
