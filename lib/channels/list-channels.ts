import { asc, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { selectChannels } from "./find-channel";
import { presentChannel } from "./present-channel";
import type { ChannelShape } from "./shapes";

/** The connected channels by name. Everybody in the workspace may know them. */
export async function listChannels(): Promise<ChannelShape[]> {
  const found = await selectChannels(db)
    .where(isNull(channels.disconnectedAt))
    .orderBy(asc(sql`lower(${channels.name})`), asc(channels.id));

  return found.map(presentChannel);
}
