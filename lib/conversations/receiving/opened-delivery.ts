import type { InboundEvent, PublicEvent, SetAside } from "@/lib/channels/channel";
import { channelOf } from "@/lib/channels/registry";
import { env } from "@/lib/env";
import type { Mirrored } from "./grow-trees";
import { type ChannelRow, type Lane, laneKey } from "./lane";
import type { Whom } from "./read-batch";
import type { Told } from "./read-trees";
import type { DeliveryRow } from "./take-deliveries";

export interface Opened {
  delivery: DeliveryRow;
  events: InboundEvent[];
  publicEvents: PublicEvent[];
  setAside: SetAside[];
}

/** The channels that are connected here, of those that deliveries tell of. */
export class KnownChannels {
  readonly #channels: Map<string, ChannelRow>;

  constructor(channels: ChannelRow[]) {
    this.#channels = new Map(channels.map((channel) => [`${channel.kind} ${channel.externalId}`, channel]));
  }

  /** A Page and an account of another platform may have the same id. */
  find(kind: ChannelRow["kind"], externalId: string | null): ChannelRow | undefined {
    return this.#channels.get(`${kind} ${externalId}`);
  }

  /** None where an app that an admin brought along speaks for a Page that it has not connected. */
  speaking({ kind, appId }: DeliveryRow, externalId: string): ChannelRow | undefined {
    const channel = this.find(kind, externalId);
    const isOwnApp = appId === (env.FACEBOOK_APP_ID ?? "");
    return channel && (isOwnApp || channel.appId === appId) ? channel : undefined;
  }
}

export function readDelivery(delivery: DeliveryRow): Opened {
  return { delivery, ...channelOf(delivery.kind).openDelivery(delivery.body) };
}

/** Everybody whom the deliveries tell of, each once. */
export function whomIn(opened: Opened[], mirrors: Mirrored[]): Whom[] {
  const told = [
    ...opened.flatMap(({ delivery: { kind }, events }) => events.map((event) => ({ kind, event }))),
    ...mirrors.map(({ channel: { kind }, event }) => ({ kind, event })),
  ];
  const whom = told.map(({ kind, event: { channelExternalId, contactExternalId } }): [string, Whom] => [
    `${kind} ${channelExternalId} ${contactExternalId}`,
    { kind, channelExternalId, contactExternalId },
  ]);
  return [...new Map(whom).values()];
}

/** Groups by (channel, contact): the order inside a lane is kept, lanes do not wait for one another. */
export function lanesOf(opened: Opened[], mirrors: Mirrored[], known: KnownChannels): Lane[] {
  const told = opened.flatMap(({ delivery, events }) =>
    events.flatMap((event) => {
      const channel = known.speaking(delivery, event.channelExternalId);
      return channel ? { channel, deliveryId: delivery.id, event } : [];
    }),
  );
  return groupByContact([...told, ...mirrors]);
}

export function groupByContact(told: Mirrored[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const { channel, deliveryId, event } of told) {
    const { contactExternalId } = event;
    const key = laneKey(channel.id, contactExternalId);
    const lane = lanes.get(key) ?? { key, channel, contactExternalId, events: [] };
    lane.events.push({ deliveryId, event });
    lanes.set(key, lane);
  }
  return [...lanes.values()];
}

/** What the deliveries tell in public, on channels that are connected here. */
export function publicIn(opened: Opened[], known: KnownChannels): Told[] {
  return opened.flatMap(({ delivery, publicEvents }) =>
    publicEvents.flatMap((event) => {
      const channel = known.speaking(delivery, event.channelExternalId);
      return channel ? { channel, deliveryId: delivery.id, event } : [];
    }),
  );
}
