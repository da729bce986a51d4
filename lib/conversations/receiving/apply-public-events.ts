import type { Tx } from "@/db/client";
import type { PublicEvent } from "@/lib/channels/channel";
import { applyLanes, whomOf } from "./apply-lanes";
import { growTrees, type Mirrored } from "./grow-trees";
import type { ChannelRow } from "./lane";
import { BEHIND_PARKED, park } from "./lanes";
import { groupByContact } from "./opened-delivery";
import { lockThreadsOf } from "./read-batch";

/**
 * Applies what was told of, or read from the platform, in public on one channel, by the way that deliveries go. It locks
 * publications first and conversations after them: call it before anything of either is locked.
 */
export async function applyPublicEvents(tx: Tx, channel: ChannelRow, events: PublicEvent[]): Promise<void> {
  await applyMirrored(
    tx,
    await growTrees(
      tx,
      events.map((event) => ({ channel, deliveryId: null, event })),
    ),
  );
}

/** Puts what has changed in public into the conversations that it concerns. */
export async function applyMirrored(tx: Tx, mirrors: Mirrored[]): Promise<void> {
  const lanes = groupByContact(mirrors);
  if (lanes.length === 0) return;
  const { conversations: locked } = await lockThreadsOf(tx, lanes.map(whomOf));
  for (const lane of await applyLanes(tx, lanes, { locked, behindParked: true }))
    await park(tx, lane, BEHIND_PARKED);
}
