import { and, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { messages } from "@/db/schema/conversations";
import type { deliveries } from "@/db/schema/deliveries";
import { publications } from "@/db/schema/publications";
import type { PublicEvent } from "@/lib/channels/channel";
import { fewWords } from "./few-words";
import type { Fate } from "./shapes";

type DeliveryRow = typeof deliveries.$inferSelect;

/** What became of what a delivery tells in public: it stands in the tree, and where it concerns a contact, with them. */
export async function findPublicFates(
  delivery: DeliveryRow,
  events: PublicEvent[],
  known: Map<string, { id: string; name: string }>,
): Promise<Fate[]> {
  if (events.length === 0) return [];
  const standing = await findStanding(
    events,
    [...known.values()].map(({ id }) => id),
  );

  return events.map((event) => {
    const channel = known.get(event.channelExternalId);
    const found = standing.get(`${event.channelExternalId} ${event.externalId}`);
    return {
      type: event.type,
      channelName: channel?.name ?? null,
      at: event.at.toISOString(),
      fate: fate(delivery, event, channel !== undefined, found),
      text: fewWords(event.said.text ?? null),
      conversationId: found?.conversationId ?? null,
      messageId: found?.messageId ?? null,
      reason: channel ? null : "unknown_page",
    };
  });
}

interface Standing {
  saidAt: Date | null;
  conversationId: string | null;
  messageId: string | null;
}

function fate(
  delivery: DeliveryRow,
  { type }: PublicEvent,
  isKnownChannel: boolean,
  found: Standing | undefined,
): Fate["fate"] {
  if (found?.messageId) return "shown";
  if (!delivery.openedAt) return "waiting";
  if (!isKnownChannel) return "set_aside";
  const isMissing = delivery.problem || (type === "said" && !found?.saidAt);
  return isMissing ? "missing" : "applied";
}

/** By the platform's names of the channel and of the thing itself. */
async function findStanding(events: PublicEvent[], channelIds: string[]): Promise<Map<string, Standing>> {
  const { channelId, externalId, saidAt } = publications;
  const { conversationId, id: messageId } = messages;
  const rows = await db
    .select({ page: channels.externalId, externalId, saidAt, conversationId, messageId })
    .from(publications)
    .innerJoin(channels, eq(channels.id, channelId))
    .leftJoin(messages, and(eq(messages.channelId, channelId), eq(messages.externalId, externalId)))
    .where(
      and(
        inArray(channelId, channelIds),
        sql`${externalId} = any(${sql.param(events.map((event) => event.externalId))})`,
      ),
    );
  return new Map(rows.map(({ page, externalId, ...standing }) => [`${page} ${externalId}`, standing]));
}
