import { z } from "zod";
import { db } from "@/db/client";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { parseDeliveryName } from "./delivery-name";
import { reopenDeliveries } from "./reopen-deliveries";

export const chosenDeliveriesSchema = z.object({ deliveries: z.array(z.string()).min(1).max(100) });

/**
 * Opens chosen deliveries again, by the way that new ones take. Harmless: what is there stays as it is. Admins only.
 *
 * @returns how many were opened before and now wait to be opened again.
 * @throws AppError `not_found` when a name names nothing.
 */
export async function replayDeliveries(agent: Agent, names: string[]): Promise<number> {
  requireRole(agent, "admin");
  const chosen = names.map(parseDeliveryName);

  return db.transaction(async (tx) => {
    const reopened = await reopenDeliveries(tx, chosen);
    if (reopened > 0)
      await recordEvent(tx, { type: "deliveries.replayed", actorId: agent.id, details: { names, reopened } });
    return reopened;
  });
}

/** @throws AppError `not_found` also when it is no longer kept, or waits to be opened already. */
export async function replayDelivery(agent: Agent, name: string): Promise<void> {
  const reopened = await replayDeliveries(agent, [name]);
  if (reopened === 0)
    throw new AppError("not_found", "This delivery is no longer kept, or waits to be opened already.");
}
