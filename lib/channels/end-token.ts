import { eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { recordEvent } from "@/lib/events/record-event";
import { lockChannel } from "./find-channel";

/**
 * The platform has ended a channel's token: the channel says so until somebody connects it again. Its messages stay.
 *
 * @param endedToken the very token that was refused, as it is stored: a newer one must not be blamed for it.
 * @param problem `code/subcode`, for the detail that can be copied.
 */
export async function endToken(channelId: string, endedToken: string | null, problem: string) {
  await db.transaction((tx) => endTokenWithin(tx, channelId, endedToken, problem));
}

export async function endTokenWithin(tx: Tx, channelId: string, endedToken: string | null, problem: string) {
  const channel = await lockChannel(tx, channelId);
  if (channel.tokenState !== "valid" || channel.accessTokenEncrypted !== endedToken) return;

  await tx
    .update(channels)
    .set({ tokenState: "invalid", tokenProblem: problem, revision: sql`${channels.revision} + 1` })
    .where(eq(channels.id, channelId));
  await recordEvent(tx, { type: "channel.changed", channelId, details: { token: "invalid", problem } });
}
