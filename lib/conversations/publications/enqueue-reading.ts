import type { Tx } from "@/db/client";
import { enqueueAll } from "@/lib/jobs/enqueue";
import type { PublicationRow } from "./present-publications";

/**
 * Has the platform asked for what these rows name and nobody has told: a post, or a comment that another one answers,
 * known by its id alone. One waiting job for each post, however many of its comments ask.
 */
export async function enqueueReading(tx: Tx, rows: PublicationRow[]) {
  const wanted = rows.filter(isUnread);
  const posts = new Map(
    wanted.map(({ channelId, postExternalId }) => [
      `post:${channelId}:${postExternalId}`,
      { channelId, postExternalId },
    ]),
  );
  await enqueueAll(
    tx,
    "read-post",
    [...posts].map(([key, payload]) => ({ payload, key, keepTime: true })),
  );
}

/** What was asked for once, and not shown, is not asked for again. */
export function isUnread({ kind, saidAt, removedAt, readAt }: PublicationRow): boolean {
  return kind !== "rating" && !saidAt && !removedAt && !readAt;
}
