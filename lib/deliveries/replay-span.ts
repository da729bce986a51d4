import { and, desc, isNotNull, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { deliveries } from "@/db/schema/deliveries";
import { deliveryReplays } from "@/db/schema/delivery-replays";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { enqueue } from "@/lib/jobs/enqueue";
import { type DeliveryFilter, deliveryCondition, withinPatience } from "./delivery-filter";
import type { ReplayShape } from "./shapes";

const TOLD = 5;

/**
 * Opens everything in a time span again, oldest first and in slices, so that what comes in meanwhile is not held up
 * behind it. Admins only; one at a time.
 *
 * @throws AppError `conflict` while another one is under way, `invalid` without a beginning.
 */
export async function replaySpan(agent: Agent, filter: DeliveryFilter): Promise<ReplayShape> {
  requireRole(agent, "admin");
  if (!filter.from) throw new AppError("invalid", "Choose from when on deliveries are opened again.");
  const bounded = { ...filter, from: filter.from, to: filter.to ?? clock.now().toISOString() };
  const total = await countOpened(bounded);

  await db.transaction(async (tx) => {
    await refuseASecond(tx);
    const [replay] = await tx
      .insert(deliveryReplays)
      .values({ requestedBy: agent.id, requestedAt: clock.now(), filter: bounded, total })
      .returning();
    await enqueue(tx, "replay-deliveries", { replayId: replay!.id }, { key: `replay:${replay!.id}` });
    await recordEvent(tx, { type: "deliveries.replayed", actorId: agent.id, details: { ...bounded, total } });
  });
  const [newest] = await listReplays(agent);
  return newest!;
}

/** How many deliveries a replay of this filter would open again. Admins only. */
export async function countReplayable(agent: Agent, filter: DeliveryFilter): Promise<number> {
  requireRole(agent, "admin");
  return countOpened(filter);
}

/** The latest ones, under way or finished. Admins only. */
export async function listReplays(agent: Agent): Promise<ReplayShape[]> {
  requireRole(agent, "admin");
  const rows = await db
    .select({ replay: deliveryReplays, name: users.name })
    .from(deliveryReplays)
    .innerJoin(users, sql`${users.id} = ${deliveryReplays.requestedBy}`)
    .orderBy(desc(deliveryReplays.id))
    .limit(TOLD);
  return rows.map(({ replay: { id, requestedAt, total, reopened, finishedAt, problems }, name }) => ({
    id,
    requestedBy: name,
    requestedAt: requestedAt.toISOString(),
    total,
    reopened,
    finishedAt: finishedAt?.toISOString() ?? null,
    stopped: finishedAt !== null && problems === null,
    problems,
  }));
}

function countOpened(filter: DeliveryFilter) {
  return withinPatience(async (tx) =>
    tx.$count(deliveries, and(await deliveryCondition(filter, tx), isNotNull(deliveries.openedAt))),
  );
}

async function refuseASecond(tx: Parameters<Parameters<typeof db.transaction>[0]>[0]) {
  await tx.execute(sql`lock table ${deliveryReplays} in share row exclusive mode`);
  const [other] = await tx.select().from(deliveryReplays).where(isNull(deliveryReplays.finishedAt)).limit(1);
  if (other)
    throw new AppError("conflict", "A time span is being opened again already. Wait until it is done.");
}
