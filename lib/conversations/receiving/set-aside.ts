import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { setAsideElements } from "@/db/schema/deliveries";
import type { KnownChannels, Opened } from "./opened-delivery";

/** JSON's null, which is something; SQL's is nothing, and refused. */
const JSON_NULL = sql`'null'::jsonb`;

/** What belongs to no contact, or to a Page that is not connected here, is kept raw for admins. */
export async function setAside(tx: Tx, opened: Opened[], known: KnownChannels) {
  const elements = opened.flatMap((one) => elementsOf(one, known));
  for (let start = 0; start < elements.length; start += 1_000) {
    const part = elements.slice(start, start + 1_000);
    await tx
      .insert(setAsideElements)
      .values(part.map(({ element, ...rest }) => ({ ...rest, element: element ?? JSON_NULL })));
  }
}

function elementsOf({ delivery, events, publicEvents, setAside }: Opened, known: KnownChannels) {
  return [
    ...setAside.map(({ channelExternalId, reason, element }) => ({
      deliveryId: delivery.id,
      channelId: known.find(delivery.kind, channelExternalId)?.id,
      reason,
      element,
    })),
    ...[...events, ...publicEvents]
      .filter(({ channelExternalId }) => !known.speaking(delivery, channelExternalId))
      .map(({ raw }) => ({
        deliveryId: delivery.id,
        channelId: undefined,
        reason: "unknown_page",
        element: raw,
      })),
  ];
}
