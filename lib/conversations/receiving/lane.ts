import type { channels } from "@/db/schema/channels";
import type { InboundEvent } from "@/lib/channels/channel";

export type ChannelRow = typeof channels.$inferSelect;

/** The events of one contact on one channel, in order. */
export interface Lane {
  key: string;
  channel: ChannelRow;
  contactExternalId: string;
  events: { deliveryId: number | null; event: InboundEvent }[];
}

export function laneKey(channelId: string, contactExternalId: string) {
  return `${channelId}:${contactExternalId}`;
}
