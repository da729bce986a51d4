import type { Tx } from "@/db/client";
import type { InboundEvent } from "@/lib/channels/channel";
import { applyLanes, whomOf } from "./apply-lanes";
import { type ChannelRow, laneKey } from "./lane";
import { lockThreadsOf } from "./read-batch";

/** Applies a single event, whatever may be parked before it. */
export async function applyInboundEvent(tx: Tx, channel: ChannelRow, event: InboundEvent): Promise<void> {
  const { contactExternalId } = event;
  const key = laneKey(channel.id, contactExternalId);
  const lane = { key, channel, contactExternalId, events: [{ deliveryId: null, event }] };
  const { conversations: locked } = await lockThreadsOf(tx, [whomOf(lane)]);
  await applyLanes(tx, [lane], { locked });
}
