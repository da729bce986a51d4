import { db } from "@/db/client";
import { deliveries } from "@/db/schema/deliveries";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { AppError } from "@/lib/errors";
import { isNamed } from "./delivery-filter";
import { parseDeliveryName } from "./delivery-name";
import { findFates } from "./find-fates";
import { presentDeliveries } from "./present-delivery";
import type { OpenedDeliveryShape } from "./shapes";

/** A larger body is for the disk, not for the screen. */
const SHOWN_UP_TO_BYTES = 1_000_000;

/**
 * One delivery, exactly as it was received, and what became of everything in it. Admins only.
 *
 * @throws AppError `not_found`, also when it is older than deliveries are kept.
 */
export async function findDelivery(agent: Agent, name: string): Promise<OpenedDeliveryShape> {
  const row = await findRow(agent, name);
  const [delivery] = await presentDeliveries(db, [{ ...row, bytes: row.body.length }]);

  return {
    delivery: delivery!,
    body: row.body.length <= SHOWN_UP_TO_BYTES ? row.body.toString("utf8") : null,
    fates: await findFates(row),
  };
}

/** The bytes, for the disk. Admins only. */
export async function findDeliveryBody(agent: Agent, name: string): Promise<Buffer> {
  return (await findRow(agent, name)).body;
}

async function findRow(agent: Agent, name: string) {
  requireRole(agent, "admin");
  const [row] = await db
    .select()
    .from(deliveries)
    .where(isNamed(parseDeliveryName(name)));
  if (!row) throw new AppError("not_found", "This delivery does not exist, or is no longer kept.");
  return row;
}
