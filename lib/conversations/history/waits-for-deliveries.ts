import { and, isNull, lte } from "drizzle-orm";
import { db } from "@/db/client";
import { deliveries } from "@/db/schema/deliveries";

/** What came before the run and waits to be opened is not missing: it has its own way in. */
export async function waitsForDeliveries(receivedUntil: Date): Promise<boolean> {
  const [waiting] = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(isNull(deliveries.openedAt), lte(deliveries.receivedAt, receivedUntil)))
    .limit(1);
  return waiting !== undefined;
}
