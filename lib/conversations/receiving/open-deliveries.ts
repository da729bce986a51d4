import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { deliveries, parkedEvents, setAsideElements } from "@/db/schema/deliveries";
import type { InboundEvent, SetAside } from "@/lib/channels/channel";
import { channelOf } from "@/lib/channels/registry";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { ChannelRow } from "./find-or-open-conversation";
import { applyLane, type Lane, lockLanes, park } from "./lanes";
import { problemOf } from "./problem-of";

/** One process at a time opens deliveries, in the order of their arrival. A number of our own choosing. */
const OPENING_LOCK = 7_243_002;

/** Of the bodies that are opened together; a single one may be larger. */
const MOST_BYTES = 4_000_000;

/** JSON's null, which is something; SQL's is nothing, and refused. */
const JSON_NULL = sql`'null'::jsonb`;

type DeliveryRow = Pick<typeof deliveries.$inferSelect, "id" | "kind" | "appId" | "body">;

interface Opened {
  delivery: DeliveryRow;
  events: InboundEvent[];
  setAside: (Omit<SetAside, "reason"> & { reason: string })[];
}

/**
 * Opens the oldest deliveries that wait and applies what is in them, all in one transaction.
 *
 * @returns how many were opened; 0 when none wait or another process is at it.
 */
export async function openDeliveries(limit = 100): Promise<number> {
  let waiting: DeliveryRow[] = [];
  try {
    return await db.transaction(async (tx) => {
      waiting = await takeOldest(tx, limit);
      await open(tx, waiting);
      return waiting.length;
    });
  } catch (error) {
    const [oldest] = waiting;
    if (limit === 1) return giveUp(oldest, error);
    log.warn({ err: error }, "a batch of deliveries failed; opening them one by one");
    return openDeliveries(1);
  }
}

/** None while another process is at it. */
async function takeOldest(tx: Tx, limit: number): Promise<DeliveryRow[]> {
  const { rows } = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(${OPENING_LOCK}) as mine`,
  );
  if (!rows[0]?.mine) return [];

  const { id, kind, appId, body, openedAt } = deliveries;
  const sizes = await tx
    .select({ id, bytes: sql<number>`octet_length(${body})` })
    .from(deliveries)
    .where(isNull(openedAt))
    .orderBy(asc(id))
    .limit(limit);
  return tx
    .select({ id, kind, appId, body })
    .from(deliveries)
    .where(inArray(id, fitting(sizes)))
    .orderBy(asc(id));
}

/** As many of the oldest as may be held in memory at once, and at least one. */
function fitting(sizes: { id: number; bytes: number }[]): number[] {
  let sum = 0;
  const end = sizes.findIndex(({ bytes }) => {
    sum += bytes;
    return sum > MOST_BYTES;
  });
  return sizes.slice(0, end < 0 ? sizes.length : Math.max(end, 1)).map(({ id }) => id);
}

async function open(tx: Tx, waiting: DeliveryRow[]) {
  if (waiting.length === 0) return;

  const opened = waiting.map((delivery) => ({
    delivery,
    ...channelOf(delivery.kind).openDelivery(delivery.body),
  }));
  const known = await findChannels(tx, opened);
  const lanes = lanesOf(opened, known);
  await applyLanes(tx, lanes);
  await setAside(tx, opened, known);
  await markOpened(tx, opened, [...lanes.values()]);
}

/** Groups by (channel, contact): the order inside a lane is kept, lanes do not wait for one another. */
function lanesOf(opened: Opened[], known: Map<string, ChannelRow>): Map<string, Lane> {
  const lanes = new Map<string, Lane>();
  for (const { delivery, events } of opened) {
    for (const event of events) {
      const channel = channelOfEvent(delivery, event, known);
      if (!channel) continue;
      const { contactExternalId } = event;
      const key = `${channel.id}:${contactExternalId}`;
      const lane = lanes.get(key) ?? { key, channel, contactExternalId, events: [] };
      lane.events.push({ deliveryId: delivery.id, event });
      lanes.set(key, lane);
    }
  }
  return lanes;
}

/** None where the Page is not connected: an app that an admin brought along speaks only for the Pages it connected. */
function channelOfEvent(
  { kind, appId }: DeliveryRow,
  { channelExternalId }: InboundEvent,
  known: Map<string, ChannelRow>,
) {
  const channel = known.get(channelExternalId);
  const isOwnApp = appId === (env.FACEBOOK_APP_ID ?? "");
  return channel?.kind === kind && (isOwnApp || channel.appId === appId) ? channel : undefined;
}

async function applyLanes(tx: Tx, lanes: Map<string, Lane>) {
  await lockLanes(tx, [...lanes.values()]);
  const held = await heldLanes(tx, [...lanes.keys()]);
  for (const lane of lanes.values()) {
    if (held.has(lane.key)) await park(tx, lane, "waits behind an earlier event");
    else await applyLane(tx, lane);
  }
}

async function heldLanes(tx: Tx, keys: string[]) {
  if (keys.length === 0) return new Set<string>();
  const rows = await tx
    .selectDistinct({ lane: parkedEvents.lane })
    .from(parkedEvents)
    .where(sql`${parkedEvents.lane} = any(${sql.param(keys)})`);
  return new Set(rows.map(({ lane }) => lane));
}

async function findChannels(tx: Tx, opened: Opened[]) {
  const ids = [...new Set(opened.flatMap(({ events }) => events.map((event) => event.channelExternalId)))];
  const rows = await tx
    .select()
    .from(channels)
    .where(sql`${channels.externalId} = any(${sql.param(ids)})`);
  return new Map(rows.map((channel) => [channel.externalId, channel]));
}

/** What belongs to no contact, or to a Page that is not connected here, is kept raw for admins. */
async function setAside(tx: Tx, opened: Opened[], known: Map<string, ChannelRow>) {
  const elements = opened.flatMap(({ delivery, events, setAside }) => [
    ...setAside.map(({ channelExternalId, reason, element }) => ({
      deliveryId: delivery.id,
      channelId: known.get(channelExternalId ?? "")?.id,
      reason,
      element,
    })),
    ...events
      .filter((event) => !channelOfEvent(delivery, event, known))
      .map(({ raw }) => ({
        deliveryId: delivery.id,
        channelId: undefined,
        reason: "unknown_page",
        element: raw,
      })),
  ]);
  for (let start = 0; start < elements.length; start += 1_000) {
    const part = elements.slice(start, start + 1_000);
    await tx
      .insert(setAsideElements)
      .values(part.map(({ element, ...rest }) => ({ ...rest, element: element ?? JSON_NULL })));
  }
}

async function markOpened(tx: Tx, opened: Opened[], lanes: Lane[]) {
  const now = clock.now();
  const ids = opened.map(({ delivery }) => delivery.id);
  await tx.update(deliveries).set({ openedAt: now }).where(inArray(deliveries.id, ids));
  const touched = [...new Set(lanes.map(({ channel }) => channel.id))];
  await tx
    .update(channels)
    .set({ lastDeliveryAt: now })
    .where(sql`${channels.id} = any(${sql.param(touched)})`);
}

/** A single delivery that cannot be opened must not hold up the others: it stays, with its problem, for an admin. */
async function giveUp(delivery: DeliveryRow | undefined, error: unknown) {
  if (!delivery || isOutage(error)) throw error;
  log.error({ err: error }, "a delivery could not be opened and was put aside");
  const { rowCount } = await db
    .update(deliveries)
    .set({ openedAt: clock.now(), problem: problemOf(error).slice(0, 1_000) })
    .where(and(eq(deliveries.id, delivery.id), isNull(deliveries.openedAt)));
  return rowCount ?? 0;
}

/** Of the database, not of the delivery: SQLSTATE classes 08, 53, 57 and 40, and broken connections. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (/^(08|53|57|40)...$/.test(code) || /^E[A-Z]+$/.test(code)) return true;
  // A query's own error repeats its parameters, which may say anything: only the innermost words count.
  return error.cause === undefined ? /connection/i.test(error.message) : isOutage(error.cause);
}
