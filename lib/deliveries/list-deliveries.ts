import { and, count, desc, isNull, lt, lte } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { deliveries } from "@/db/schema/deliveries";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { type DeliveryFilter, deliveryCondition, withinPatience } from "./delivery-filter";
import { deliveryName, parseDeliveryName } from "./delivery-name";
import { listedDelivery, presentDeliveries } from "./present-delivery";
import type { DeliveryShape } from "./shapes";

/** Rows get their number before their moment is final, so a lower number may be a little later. */
const DISORDER_IN_MS = 60_000;

export const deliveryPageSchema = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

interface Page {
  deliveries: DeliveryShape[];
  nextCursor: string | null;
  /** How many wait to be opened, whatever the filter. */
  waiting: number;
}

/** What the platforms delivered, the newest first. Admins only: it may name people whose conversations others may not see. */
export async function listDeliveries(
  agent: Agent,
  filter: DeliveryFilter = {},
  page: z.input<typeof deliveryPageSchema> = {},
): Promise<Page> {
  requireRole(agent, "admin");
  const { cursor, limit } = deliveryPageSchema.parse(page);
  const before = cursor ? olderThan(cursor) : undefined;

  const { rows, shown } = await withinPatience(async (tx) => {
    const rows = await tx
      .select(listedDelivery)
      .from(deliveries)
      .where(and(await deliveryCondition(filter, tx), before))
      .orderBy(desc(deliveries.id))
      .limit(limit + 1);
    return { rows, shown: await presentDeliveries(tx, rows.slice(0, limit)) };
  });
  const last = rows[limit - 1];

  return {
    deliveries: shown,
    nextCursor: rows.length > limit && last ? deliveryName(last) : null,
    waiting: await countWaiting(),
  };
}

function olderThan(cursor: string) {
  const { id, receivedAt } = parseDeliveryName(cursor);
  return and(
    lt(deliveries.id, id),
    lte(deliveries.receivedAt, new Date(receivedAt.getTime() + DISORDER_IN_MS)),
  );
}

async function countWaiting() {
  const [found] = await db.select({ waiting: count() }).from(deliveries).where(isNull(deliveries.openedAt));
  return found?.waiting ?? 0;
}
