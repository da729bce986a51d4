import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { parkedEvents, setAsideElements } from "@/db/schema/deliveries";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";

/**
 * Takes the event at which a parked lane fails out of it and keeps it among what was set aside; the others of the
 * lane are tried at once.
 *
 * @throws AppError `not_found` when nothing of the lane is parked any more.
 */
export async function setFirstEventAside(agent: Agent, lane: string): Promise<void> {
  requireRole(agent, "admin");
  await db.transaction(async (tx) => {
    const [first] = await tx
      .select()
      .from(parkedEvents)
      .where(eq(parkedEvents.lane, lane))
      .orderBy(asc(parkedEvents.id))
      .limit(1)
      .for("update");
    if (!first) throw new AppError("not_found", "Nothing waits here any more.");

    const { deliveryId, channelId, event } = first;
    await tx
      .insert(setAsideElements)
      .values({ deliveryId, channelId, reason: "taken_out", element: rawForm(event) });
    await tx.delete(parkedEvents).where(eq(parkedEvents.id, first.id));
    await enqueue(tx, "retry-lane", { lane }, { key: `lane:${lane}`, maxAttempts: 25 });
  });
}

/** As the platform sent it. */
function rawForm(event: unknown) {
  return typeof event === "object" && event !== null && "raw" in event ? (event.raw ?? event) : event;
}
