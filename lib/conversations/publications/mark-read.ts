import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { publications } from "@/db/schema/publications";
import type { PublicReading } from "@/lib/channels/public-side";
import { clock } from "@/lib/clock";
import type { PublicationRow } from "./present-publications";
import { tellOfPublications } from "./tell-of-publications";

/**
 * Keeps that the platform was asked for a post or a comment, and why it did not show it. What was refused for lack of a
 * permission is asked for again with the next comment: the permission may be given meanwhile.
 */
export async function markRead(tx: Tx, { id, readAt, readProblem }: PublicationRow, reading: PublicReading) {
  const isAnswered = reading.outcome !== "unreadable";
  const problem = problemOf(reading);
  if (!isAnswered && problem === readProblem) return;

  await tx
    .update(publications)
    .set({
      readAt: isAnswered ? clock.now() : readAt,
      readProblem: problem,
      revision: sql`${publications.revision} + 1`,
    })
    .where(eq(publications.id, id));
  await tellOfPublications(tx, [id]);
}

function problemOf(reading: PublicReading): string | null {
  if (reading.outcome === "read") return null;
  if (reading.outcome === "gone")
    return "Facebook does not show this to Pagedesk: it was removed, or it is an ad that only its maker may see.";
  return reading.reason === "permission_missing"
    ? "Facebook does not let Pagedesk read what stands on this Page. An admin can connect it again and allow reading."
    : "Facebook does not let Pagedesk read this Page at the moment.";
}
