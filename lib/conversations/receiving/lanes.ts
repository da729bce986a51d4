import { asc, eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { parkedEvents } from "@/db/schema/deliveries";
import type { InboundEvent } from "@/lib/channels/channel";
import { clock } from "@/lib/clock";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import { log } from "@/lib/log";
import { applyInboundEvent } from "./apply-inbound-event";
import type { ChannelRow } from "./find-or-open-conversation";
import { problemOf } from "./problem-of";

/** The events of one contact on one channel, in order. */
export interface Lane {
  key: string;
  channel: ChannelRow;
  contactExternalId: string;
  events: { deliveryId: number; event: InboundEvent }[];
}

const FIRST_RETRY_IN_MS = 5_000;

/** Before the first event is applied, see `lockThreads`. */
export async function lockLanes(tx: Tx, lanes: Pick<Lane, "channel" | "contactExternalId">[]) {
  if (lanes.length === 0) return;
  const channelIds = sql.param(lanes.map(({ channel }) => channel.id));
  const contacts = sql.param(lanes.map(({ contactExternalId }) => contactExternalId));
  const identity = sql`(${contactIdentities.channelId}, ${contactIdentities.externalId})`;
  await lockThreads(
    tx,
    sql`${identity} in (select * from unnest(${channelIds}::uuid[], ${contacts}::text[]))`,
  );
}

/** Applies a lane in a savepoint: if one event fails, the whole lane waits and the other lanes go on. */
export async function applyLane(tx: Tx, lane: Lane) {
  try {
    await tx.transaction(async (savepoint) => {
      for (const { event } of lane.events) await applyInboundEvent(savepoint, lane.channel, event);
    });
  } catch (error) {
    log.error({ err: error, lane: lane.key }, "a lane failed and was parked");
    await park(tx, lane, problemOf(error));
  }
}

/** Keeps the events in order until a retry gets through. */
export async function park(tx: Tx, lane: Lane, problem: string) {
  const parked = lane.events.map(({ deliveryId, event }) => ({
    deliveryId,
    lane: lane.key,
    channelId: lane.channel.id,
    event,
    problem: problem.slice(0, 1_000),
  }));
  for (let start = 0; start < parked.length; start += 1_000) {
    await tx.insert(parkedEvents).values(parked.slice(start, start + 1_000));
  }
  const runAt = new Date(clock.now().getTime() + FIRST_RETRY_IN_MS);
  await enqueue(tx, "retry-lane", { lane: lane.key }, { key: `lane:${lane.key}`, runAt, maxAttempts: 25 });
}

/** The job `retry-lane`. It throws when an event fails again, and the queue waits longer each time. */
export async function retryLane({ lane }: { lane: string }) {
  try {
    await applyParked(lane);
  } catch (error) {
    await db
      .update(parkedEvents)
      .set({ attempts: sql`${parkedEvents.attempts} + 1`, problem: problemOf(error).slice(0, 1_000) })
      .where(sql`${parkedEvents.id} = (select min(id) from parked_events where lane = ${lane})`);
    throw error;
  }
}

async function applyParked(lane: string) {
  await db.transaction(async (tx) => {
    const parked = await tx
      .select({ id: parkedEvents.id, event: parkedEvents.event, channel: channels })
      .from(parkedEvents)
      .innerJoin(channels, eq(channels.id, parkedEvents.channelId))
      .where(eq(parkedEvents.lane, lane))
      .orderBy(asc(parkedEvents.id))
      .for("update", { of: parkedEvents });
    const events = parked.map(({ event, channel }) => ({ event: revive(event), channel }));
    const [first] = events;
    if (first)
      await lockLanes(tx, [{ channel: first.channel, contactExternalId: first.event.contactExternalId }]);
    for (const { event, channel } of events) await applyInboundEvent(tx, channel, event);
    // By id: what was parked meanwhile has not been applied.
    if (parked.length > 0) {
      const ids = sql.param(parked.map(({ id }) => id));
      await tx.delete(parkedEvents).where(sql`${parkedEvents.id} = any(${ids})`);
    }
  });
}

/** JSON has no dates. */
function revive(stored: unknown): InboundEvent {
  if (typeof stored !== "object" || stored === null || !("at" in stored)) {
    throw new AppError("invalid", "A parked event is unreadable.");
  }
  const event = stored as InboundEvent;
  const dated = { ...event, at: new Date(event.at) };
  return dated.type === "delivered" || dated.type === "read"
    ? { ...dated, until: new Date(dated.until) }
    : dated;
}
