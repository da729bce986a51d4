import { asc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { insertRows } from "@/db/rows-as-json";
import { channels } from "@/db/schema/channels";
import { parkedEvents } from "@/db/schema/deliveries";
import { transactionAgain } from "@/db/transaction-again";
import type { InboundEvent } from "@/lib/channels/channel";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import { log } from "@/lib/log";
import { applyLanes, whomOf } from "./apply-lanes";
import type { Lane } from "./lane";
import { problemOf } from "./problem-of";
import { lockThreadsOf } from "./read-batch";

const FIRST_RETRY_IN_MS = 5_000;
const LONGEST_PROBLEM = 1_000;

/** Applies lanes one by one: from the first event that fails on a lane waits, and the other lanes go on. */
export async function applyEachLane(tx: Tx, lanes: Lane[]) {
  for (const lane of lanes) {
    const { applied, problem } = await applyInOrder(tx, lane, { behindParked: true });
    const rest = { ...lane, events: lane.events.slice(applied) };
    if (problem !== null) await park(tx, rest, problem);
  }
}

export const BEHIND_PARKED = "waits behind an earlier event";

/** Keeps the events in order until a retry gets through. */
export async function park(tx: Tx, { key, channel, events }: Lane, problem: string) {
  const kept = { lane: key, channelId: channel.id, problem: problem.slice(0, LONGEST_PROBLEM) };
  await insertRows(
    tx,
    parkedEvents,
    events.map(({ deliveryId, event }) => ({ ...kept, deliveryId, event })),
  );
  const runAt = new Date(clock.now().getTime() + FIRST_RETRY_IN_MS);
  await enqueue(
    tx,
    "retry-lane",
    { lane: key },
    { key: `lane:${key}`, runAt, keepTime: true, maxAttempts: 25 },
  );
}

/**
 * The job `retry-lane`: applies what is parked, as far as it goes.
 *
 * @throws Error when an event fails again; what came before it is applied, and the queue waits longer each time.
 */
export async function retryLane({ lane }: { lane: string }) {
  const problem = await transactionAgain((tx) => applyParked(tx, lane));
  if (problem !== null) throw new Error(problem);
}

async function applyParked(tx: Tx, key: string): Promise<string | null> {
  const parked = await tx
    .select({ id: parkedEvents.id, event: parkedEvents.event, channel: channels })
    .from(parkedEvents)
    .innerJoin(channels, eq(channels.id, parkedEvents.channelId))
    .where(eq(parkedEvents.lane, key))
    .orderBy(asc(parkedEvents.id))
    .for("update", { of: parkedEvents });
  const events = parked.map(({ event }) => ({ deliveryId: null, event: revive(event) }));
  const [first] = parked;
  if (!first) return null;

  const { contactExternalId } = events[0]!.event;
  const lane = { key, channel: first.channel, contactExternalId, events };
  const { applied, problem } = await applyInOrder(tx, lane, { behindParked: false });
  const done = parked.slice(0, applied).map(({ id }) => id);
  // By id: what was parked meanwhile has not been applied.
  await tx.delete(parkedEvents).where(sql`${parkedEvents.id} = any(${sql.param(done)})`);
  if (problem !== null) await count(tx, parked[applied]!.id, problem);
  return problem;
}

async function count(tx: Tx, id: number, problem: string) {
  await tx
    .update(parkedEvents)
    .set({ attempts: sql`${parkedEvents.attempts} + 1`, problem: problem.slice(0, LONGEST_PROBLEM) })
    .where(eq(parkedEvents.id, id));
}

interface Progress {
  applied: number;
  /** Why the next one could not be applied; null when nothing is left. */
  problem: string | null;
}

/** All at once where that works, else one by one up to the first that fails. */
async function applyInOrder(
  tx: Tx,
  lane: Lane,
  { behindParked }: { behindParked: boolean },
): Promise<Progress> {
  const all = await attempt(tx, lane, behindParked);
  if (all === null || all === BEHIND_PARKED)
    return { applied: all === null ? lane.events.length : 0, problem: all };

  log.error({ lane: lane.key, problem: all }, "a lane failed");
  for (const [index, event] of lane.events.entries()) {
    const problem = await attempt(tx, { ...lane, events: [event] }, false);
    if (problem !== null) return { applied: index, problem };
  }
  return { applied: lane.events.length, problem: null };
}

/** In a savepoint. @returns what went wrong. */
async function attempt(tx: Tx, lane: Lane, behindParked: boolean): Promise<string | null> {
  try {
    return await tx.transaction(async (savepoint) => {
      const { conversations: locked } = await lockThreadsOf(savepoint, [whomOf(lane)]);
      const held = await applyLanes(savepoint, [lane], { locked, behindParked });
      return held.length > 0 ? BEHIND_PARKED : null;
    });
  } catch (error) {
    return problemOf(error);
  }
}

/** JSON has no dates. */
function revive(stored: unknown): InboundEvent {
  if (typeof stored !== "object" || stored === null || !("at" in stored)) {
    throw new AppError("invalid", "A parked event is unreadable.");
  }
  const event = stored as InboundEvent;
  const dated = { ...event, at: new Date(event.at) };
  if (dated.type === "publication") {
    return { ...dated, editedAt: moment(dated.editedAt), removedAt: moment(dated.removedAt) };
  }
  return dated.type === "delivered" || dated.type === "read"
    ? { ...dated, until: new Date(dated.until) }
    : dated;
}

function moment(stored: Date | null) {
  return stored && new Date(stored);
}
