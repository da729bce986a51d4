import { and, asc, eq, gt, isNotNull, isNull, lte } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { deliveries } from "@/db/schema/deliveries";
import { deliveryReplays } from "@/db/schema/delivery-replays";
import { clock } from "@/lib/clock";
import { enqueue } from "@/lib/jobs/enqueue";
import { deliveryCondition, deliveryFilterSchema } from "./delivery-filter";
import { reopenDeliveries } from "./reopen-deliveries";

/** What comes in meanwhile waits behind one slice at most: a second or less. */
const SLICE = 500;
const PAUSE_IN_MS = 500;

type Replay = typeof deliveryReplays.$inferSelect;

/** The job `replay-deliveries`: gives the next slice to the opener, once the one before is opened. */
export async function replaySlice({ replayId }: { replayId: number }): Promise<void> {
  await db.transaction(async (tx) => {
    const [replay] = await tx
      .select()
      .from(deliveryReplays)
      .where(and(eq(deliveryReplays.id, replayId), isNull(deliveryReplays.finishedAt)))
      .for("update");
    if (!replay) return;

    if (await hasWaiting(tx, replay)) return again(tx, replayId);
    const slice = await nextSlice(tx, replay);
    if (slice.length === 0) return finish(tx, replay);
    const reopened = await reopenDeliveries(tx, slice);
    await tx
      .update(deliveryReplays)
      .set({ reopened: replay.reopened + reopened, lastId: slice.at(-1)!.id })
      .where(eq(deliveryReplays.id, replayId));
    await again(tx, replayId);
  });
}

/** The slice before this one must be opened: then at most one slice stands in front of what comes in. */
async function hasWaiting(tx: Tx, { lastId }: Replay) {
  if (lastId === null) return false;
  const [waiting] = await tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(isNull(deliveries.openedAt), lte(deliveries.id, lastId)))
    .limit(1);
  return waiting !== undefined;
}

async function nextSlice(tx: Tx, { filter, lastId, requestedAt }: Replay) {
  return tx
    .select({ id: deliveries.id, receivedAt: deliveries.receivedAt })
    .from(deliveries)
    .where(
      and(
        await deliveryCondition(deliveryFilterSchema.parse(filter), tx),
        isNotNull(deliveries.openedAt),
        lte(deliveries.receivedAt, requestedAt),
        lastId === null ? undefined : gt(deliveries.id, lastId),
      ),
    )
    .orderBy(asc(deliveries.id))
    .limit(SLICE);
}

/** With how many of the span have a problem now. */
async function finish(tx: Tx, { id, filter }: Replay) {
  const { state: _, ...span } = deliveryFilterSchema.parse(filter);
  const problems = await tx.$count(deliveries, await deliveryCondition({ ...span, state: "problem" }, tx));
  await tx
    .update(deliveryReplays)
    .set({ finishedAt: clock.now(), problems })
    .where(eq(deliveryReplays.id, id));
}

/** Jobs of one key replace each other only while they wait, and this one is running: the key is free for the next. */
async function again(tx: Tx, replayId: number) {
  const runAt = new Date(clock.now().getTime() + PAUSE_IN_MS);
  await enqueue(tx, "replay-deliveries", { replayId }, { key: `replay:${replayId}`, runAt });
}
