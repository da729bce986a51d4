import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { DeliveryName } from "./delivery-name";

/**
 * Gives opened deliveries to the opener once more. What they had set aside goes, for opening sets it aside anew; what
 * they have brought into conversations stays, and applying it again changes nothing.
 *
 * @returns how many there were; one that waits already, or is no longer kept, counts for nothing.
 */
export async function reopenDeliveries(tx: Tx, names: DeliveryName[]): Promise<number> {
  if (names.length === 0) return 0;
  const ids = sql.param(names.map(({ id }) => id));
  const moments = names.map(({ receivedAt }) => receivedAt.getTime());
  const { rowCount } = await tx.execute(sql`
    update deliveries set opened_at = null, problem = null
    where id = any(${ids}) and opened_at is not null
      and received_at between ${moment(Math.min(...moments) - 1)} and ${moment(Math.max(...moments) + 1)}`);
  await tx.execute(sql`delete from set_aside_elements where delivery_id = any(${ids})`);
  await tx.execute(sql`select pg_notify('deliveries', '')`);
  return rowCount ?? 0;
}

function moment(milliseconds: number) {
  return sql`${new Date(milliseconds).toISOString()}::timestamptz`;
}
