import { eq } from "drizzle-orm";
import { db, type Reader, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { users } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import type { PresentableChannel } from "./present-channel";

export type ChannelRow = typeof channels.$inferSelect;

/**
 * A channel together with what `presentChannel` needs, whether it is connected or not.
 *
 * @throws AppError `not_found`.
 */
export async function findChannel(channelId: string, reader: Reader = db): Promise<PresentableChannel> {
  const [found] = await selectChannels(reader).where(eq(channels.id, channelId));
  if (!found) throw notFound();

  return found;
}

/** Channels with the user to whom messages from outside are attributed. */
export function selectChannels(reader: Reader) {
  return reader
    .select({ channel: channels, externalUser: { id: users.id, name: users.name } })
    .from(channels)
    .leftJoin(users, eq(users.id, channels.externalUserId))
    .$dynamic();
}

/** @throws AppError `not_found`. */
export async function lockChannel(tx: Tx, channelId: string): Promise<ChannelRow> {
  const [channel] = await tx.select().from(channels).where(eq(channels.id, channelId)).for("no key update");
  if (!channel) throw notFound();

  return channel;
}

const notFound = () => new AppError("not_found", "This channel no longer exists.");
