import { and, eq, inArray, isNull } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { deliveries } from "@/db/schema/deliveries";
import { clock } from "@/lib/clock";
import { log } from "@/lib/log";
import type { ConversationRow } from "../lock-conversation";
import { applyLanes } from "./apply-lanes";
import { growTrees } from "./grow-trees";
import { isOutage } from "./is-outage";
import type { ChannelRow, Lane } from "./lane";
import { applyEachLane, BEHIND_PARKED, park } from "./lanes";
import { KnownChannels, lanesOf, type Opened, publicIn, readDelivery, whomIn } from "./opened-delivery";
import { problemOf } from "./problem-of";
import { lockThreadsOf } from "./read-batch";
import { setAside } from "./set-aside";
import { type DeliveryRow, takeOldest, takeThese } from "./take-deliveries";

/** A batch takes as many round trips as one delivery; so large that they do not count, so small that nobody waits long. */
const MOST_DELIVERIES = 250;

/**
 * Opens the oldest deliveries that wait and applies what is in them, all in one transaction. Should anything fail,
 * the same ones are opened again with each lane for itself, and at last one by one.
 *
 * @returns how many were opened; 0 when none wait or another process is at it.
 */
export async function openDeliveries(limit = MOST_DELIVERIES): Promise<number> {
  let waiting: DeliveryRow[] = [];
  try {
    return await db.transaction(async (tx) => {
      waiting = await takeOldest(tx, limit);
      return open(tx, waiting, applyTogether);
    });
  } catch (error) {
    if (waiting.length === 0 || isOutage(error)) throw error;
    log.warn({ err: error }, "a batch of deliveries failed; opening it lane by lane");
    return openCarefully(waiting.map(({ id }) => id));
  }
}

async function openCarefully(ids: number[]): Promise<number> {
  try {
    return await db.transaction(async (tx) => open(tx, await takeThese(tx, ids), applyApart));
  } catch (error) {
    if (isOutage(error)) throw error;
    if (ids.length === 1) return giveUp(ids[0]!, error);
    log.warn({ err: error }, "a batch of deliveries failed; opening them one by one");
  }
  let opened = 0;
  for (const id of ids) opened += await openCarefully([id]);
  return opened;
}

type Apply = (tx: Tx, lanes: Lane[], locked: ConversationRow[]) => Promise<void>;

async function open(tx: Tx, waiting: DeliveryRow[], apply: Apply): Promise<number> {
  if (waiting.length === 0) return 0;

  const opened = waiting.map(readDelivery);
  const { mirrors, heardOn } = await openPublic(tx, opened);
  const locked = await lockThreadsOf(tx, whomIn(opened, mirrors));
  const known = new KnownChannels([...locked.channels, ...heardOn]);
  const lanes = lanesOf(opened, mirrors, known);
  if (lanes.length > 0) await apply(tx, lanes, locked.conversations);
  await setAside(tx, opened, known);
  return waiting.length;
}

/** What was said in public comes first: whose conversations it stands in follows from the tree. */
async function openPublic(tx: Tx, opened: Opened[]) {
  const heardOn = await findChannels(tx, opened);
  if (heardOn.length === 0) return { mirrors: [], heardOn };

  const told = publicIn(opened, new KnownChannels(heardOn));
  await hear(tx, [...new Set(told.map(({ channel }) => channel.id))]);
  return { mirrors: await growTrees(tx, told), heardOn };
}

/** The channels that something public is told of; nothing is asked where nothing is. */
async function findChannels(tx: Tx, opened: Opened[]): Promise<ChannelRow[]> {
  const ids = opened.flatMap(({ publicEvents }) =>
    publicEvents.map(({ channelExternalId }) => channelExternalId),
  );
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(channels)
    .where(inArray(channels.externalId, [...new Set(ids)]));
}

async function hear(tx: Tx, channelIds: string[]) {
  await tx.update(channels).set({ lastDeliveryAt: clock.now() }).where(inArray(channels.id, channelIds));
}

/** The rule: nothing fails, and many lanes cost what one costs. */
async function applyTogether(tx: Tx, lanes: Lane[], locked: ConversationRow[]) {
  const held = await applyLanes(tx, lanes, { locked, behindParked: true, heardFrom: channelIds(lanes) });
  for (const lane of held) await park(tx, lane, BEHIND_PARKED);
}

async function applyApart(tx: Tx, lanes: Lane[]) {
  await applyEachLane(tx, lanes);
  await hear(tx, channelIds(lanes));
}

function channelIds(lanes: Lane[]) {
  return [...new Set(lanes.map(({ channel }) => channel.id))];
}

/** A single delivery that cannot be opened must not hold up the others: it stays, with its problem, for an admin. */
async function giveUp(id: number, error: unknown) {
  log.error({ err: error }, "a delivery could not be opened and was put aside");
  const { rowCount } = await db
    .update(deliveries)
    .set({ openedAt: clock.now(), problem: problemOf(error).slice(0, 1_000) })
    .where(and(eq(deliveries.id, id), isNull(deliveries.openedAt)));
  return rowCount ?? 0;
}
