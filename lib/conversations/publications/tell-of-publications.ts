import type { Tx } from "@/db/client";
import { recordEvent } from "@/lib/events/record-event";

/** Records, once for all of them, that these publications have changed or are new. Who watches their posts is told. */
export async function tellOfPublications(tx: Tx, publicationIds: string[]) {
  if (publicationIds.length === 0) return;
  await recordEvent(tx, { type: "publication.changed", details: { publicationIds } });
}
