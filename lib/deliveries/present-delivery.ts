import { inArray, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { deliveries } from "@/db/schema/deliveries";
import type { OpenedDelivery } from "@/lib/channels/channel";
import { channelOf } from "@/lib/channels/registry";
import { deliveryName } from "./delivery-name";
import type { DeliveryShape } from "./shapes";

/** Larger ones are not looked into for a list. */
const LOOKED_INTO_UP_TO_BYTES = 65_536;

/** What the list needs of a row: bodies only where they are small. */
export const listedDelivery = {
  id: deliveries.id,
  kind: deliveries.kind,
  appId: deliveries.appId,
  receivedAt: deliveries.receivedAt,
  openedAt: deliveries.openedAt,
  problem: deliveries.problem,
  bytes: sql<number>`octet_length(${deliveries.body})`,
  body: sql<Buffer | null>`case when octet_length(${deliveries.body}) <= ${LOOKED_INTO_UP_TO_BYTES} then ${deliveries.body} end`,
};

export interface ListedDelivery {
  id: number;
  kind: "facebook" | "x";
  appId: string;
  receivedAt: Date;
  openedAt: Date | null;
  problem: string | null;
  bytes: number;
  body: Buffer | null;
}

/** Never throws for what is in a body: opening one sets aside what it cannot read. */
export async function presentDeliveries(reader: Reader, rows: ListedDelivery[]): Promise<DeliveryShape[]> {
  const opened = rows.map(({ kind, body }) => (body ? channelOf(kind).openDelivery(body) : null));
  const known = await knownChannels(reader, opened.flatMap(channelIdsOf));

  return rows.map((row, index) => {
    const { id, kind, appId, receivedAt, openedAt, problem, bytes } = row;
    const inside = opened[index];
    return {
      name: deliveryName({ id, receivedAt }),
      kind,
      appId,
      receivedAt: receivedAt.toISOString(),
      openedAt: openedAt?.toISOString() ?? null,
      state: stateOf(row),
      problem,
      bytes,
      elements: inside ? inside.events.length + inside.publicEvents.length + inside.setAside.length : null,
      channelNames: inside
        ? [...new Set(channelIdsOf(inside).flatMap((id) => known.get(id)?.name ?? []))]
        : null,
    };
  });
}

/** The channels that are known here, by the platform's ids. */
export async function knownChannels(reader: Reader, externalIds: string[]) {
  if (externalIds.length === 0) return new Map<string, never>();
  const rows = await reader
    .select({ id: channels.id, externalId: channels.externalId, name: channels.name })
    .from(channels)
    .where(inArray(channels.externalId, [...new Set(externalIds)]));
  return new Map(rows.map((channel) => [channel.externalId, channel]));
}

export function stateOf({ openedAt, problem }: Pick<ListedDelivery, "openedAt" | "problem">) {
  if (!openedAt) return "waiting";
  return problem ? "problem" : "opened";
}

function channelIdsOf(opened: OpenedDelivery | null): string[] {
  if (!opened) return [];
  return [...opened.events, ...opened.publicEvents, ...opened.setAside]
    .map(({ channelExternalId }) => channelExternalId)
    .filter((id) => id !== null);
}
