import { and, asc, desc, eq, inArray, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { type deliveries, parkedEvents } from "@/db/schema/deliveries";
import type { InboundEvent, SetAside } from "@/lib/channels/channel";
import { channelOf } from "@/lib/channels/registry";
import { fewWords } from "./few-words";
import { findPublicFates } from "./find-public-fates";
import { knownChannels } from "./present-delivery";
import type { Fate } from "./shapes";

type DeliveryRow = typeof deliveries.$inferSelect;

/** Of a delivery of 1,000 elements all are told; more than that no platform sends. */
const MOST_TOLD = 1_000;

/** What became of every element of a delivery, read from what stands in conversations now. */
export async function findFates(delivery: DeliveryRow): Promise<Fate[]> {
  const { events, publicEvents, setAside } = channelOf(delivery.kind).openDelivery(delivery.body);
  const told = events.slice(0, MOST_TOLD);
  const inPublic = publicEvents.slice(0, MOST_TOLD);
  const asides = setAside.slice(0, MOST_TOLD);
  const channels = await knownChannels(
    db,
    [...told, ...inPublic, ...asides]
      .map(({ channelExternalId }) => channelExternalId)
      .filter((id) => id !== null),
  );
  const [threads, shown, parked, publicFates] = await Promise.all([
    findThreads(told, channels),
    findMessages(told, channels),
    findParked(delivery.id),
    findPublicFates(delivery, inPublic, channels),
  ]);

  return [
    ...told.map((event) => {
      const channel = channels.get(event.channelExternalId);
      const message = messageOf(event, shown);
      const problem = parked.get(keyOf(event));
      return {
        type: event.type,
        channelName: channel?.name ?? null,
        at: event.at.toISOString(),
        fate: fate(delivery, event, message !== undefined, problem !== undefined, channel !== undefined),
        text: textOf(event),
        conversationId:
          message?.conversationId ?? threads.get(`${channel?.id}:${event.contactExternalId}`) ?? null,
        messageId: message?.id ?? null,
        reason: problem ?? (channel ? null : "unknown_page"),
      };
    }),
    ...publicFates,
    ...asides.map((one) => asideFate(delivery, one, channels.get(one.channelExternalId ?? "")?.name)),
  ];
}

function fate(
  delivery: DeliveryRow,
  event: InboundEvent,
  isShown: boolean,
  isParked: boolean,
  isKnownChannel: boolean,
): Fate["fate"] {
  if (isShown) return "shown";
  if (isParked) return "parked";
  if (!delivery.openedAt) return "waiting";
  if (!isKnownChannel) return "set_aside";
  return delivery.problem || isMessage(event) ? "missing" : "applied";
}

function asideFate(delivery: DeliveryRow, { reason }: SetAside, channelName: string | undefined): Fate {
  return {
    type: "set_aside",
    channelName: channelName ?? null,
    at: null,
    fate: delivery.openedAt ? "set_aside" : "waiting",
    text: null,
    conversationId: null,
    messageId: null,
    reason,
  };
}

function isMessage({ type }: InboundEvent) {
  return type === "message" || type === "echo" || type === "unsupported";
}

/** Our own message is known by our id until its echo has told the platform's. */
function messageOf(event: InboundEvent, shown: Map<string, { id: string; conversationId: string }>) {
  if (event.type === "echo") return shown.get(event.externalId) ?? shown.get(event.messageId ?? "");
  return "externalId" in event ? shown.get(event.externalId) : undefined;
}

function textOf(event: InboundEvent) {
  return fewWords("text" in event ? event.text : null);
}

type Channels = Awaited<ReturnType<typeof knownChannels>>;

/** By the platform's id and by ours. */
async function findMessages(events: InboundEvent[], known: Channels) {
  const channelIds = [...known.values()].map(({ id }) => id);
  const externalIds = events.flatMap((event) => ("externalId" in event ? event.externalId : []));
  const ownIds = events.flatMap((event) => (event.type === "echo" ? (event.messageId ?? []) : []));
  const { id, externalId, channelId, conversationId } = messages;
  const rows = await db
    .select({ id, externalId, conversationId })
    .from(messages)
    .where(
      and(
        inArray(channelId, channelIds),
        or(
          sql`${externalId} = any(${sql.param(externalIds)})`,
          sql`${id} = any(${sql.param(ownIds)}::uuid[])`,
        ),
      ),
    );
  return new Map(rows.flatMap((row) => [[row.id, row] as const, [row.externalId ?? row.id, row] as const]));
}

/** The last conversation of each contact, by channel and person. */
async function findThreads(events: InboundEvent[], known: Channels) {
  const people = events.map(({ contactExternalId }) => contactExternalId);
  const rows = await db
    .selectDistinctOn([contactIdentities.id], {
      channelId: contactIdentities.channelId,
      person: contactIdentities.externalId,
      conversationId: conversations.id,
    })
    .from(contactIdentities)
    .innerJoin(conversations, eq(conversations.identityId, contactIdentities.id))
    .where(
      and(
        inArray(
          contactIdentities.channelId,
          [...known.values()].map(({ id }) => id),
        ),
        sql`${contactIdentities.externalId} = any(${sql.param(people)})`,
      ),
    )
    .orderBy(contactIdentities.id, desc(conversations.openedAt));
  return new Map(
    rows.map(({ channelId, person, conversationId }) => [`${channelId}:${person}`, conversationId]),
  );
}

/** Why each parked event of the delivery waits, by what it is. */
async function findParked(deliveryId: number) {
  const rows = await db
    .select({ event: parkedEvents.event, problem: parkedEvents.problem })
    .from(parkedEvents)
    .where(eq(parkedEvents.deliveryId, deliveryId))
    .orderBy(asc(parkedEvents.id));
  return new Map(rows.map(({ event, problem }) => [keyOf(event as InboundEvent), problem ?? ""]));
}

/** A stored event has its moment as text. */
function keyOf(event: InboundEvent) {
  const { type, channelExternalId, contactExternalId } = event;
  const id = "externalId" in event ? event.externalId : "";
  return [type, channelExternalId, contactExternalId, new Date(event.at).getTime(), id].join(":");
}
