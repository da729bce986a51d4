import { and, asc, eq, gt, isNotNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { deliveries } from "@/db/schema/deliveries";
import { reopenDeliveries } from "@/lib/deliveries/reopen-deliveries";
import { enqueue } from "@/lib/jobs/enqueue";
import { readDelivery } from "./opened-delivery";

/** Bodies may be large; they are read one slice after the other. */
const SLICE = 50;

/**
 * The job `reopen-unknown`: what was set aside because its Page was not connected, and now is, is opened again, as far
 * back as deliveries are kept.
 *
 * @param afterId where the slice before this one ended.
 */
export async function reopenUnknown({ channelId, afterId = 0 }: { channelId: string; afterId?: number }) {
  const [channel] = await db.select().from(channels).where(eq(channels.id, channelId));
  if (!channel) return;
  const { id, kind, appId, body, receivedAt, openedAt } = deliveries;
  const slice = await db
    .select({ id, kind, appId, body, receivedAt })
    .from(deliveries)
    .where(
      and(
        gt(id, afterId),
        eq(kind, channel.kind),
        isNotNull(openedAt),
        sql`${id} in (select delivery_id from set_aside_elements where reason = 'unknown_page')`,
      ),
    )
    .orderBy(asc(id))
    .limit(SLICE);
  const about = slice.filter((delivery) => {
    const { events, publicEvents } = readDelivery(delivery);
    return [...events, ...publicEvents].some(
      ({ channelExternalId }) => channelExternalId === channel.externalId,
    );
  });

  await db.transaction(async (tx) => {
    await reopenDeliveries(tx, about);
    const last = slice.at(-1);
    if (last && slice.length === SLICE) await enqueue(tx, "reopen-unknown", { channelId, afterId: last.id });
  });
}
