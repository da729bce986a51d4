import type { InboundEvent } from "@/lib/channels/channel";
import type { Lane } from "./lane";
import { noticeId } from "./receive-notice";

/** Something on a channel, by the platform's id. */
export interface ExternalKey {
  channelId: string;
  externalId: string;
}

/** What the events of some lanes tell about, so that all of it can be read at once. */
export interface Mentions {
  /** Messages that arrive, that are told of again, or that something happened to. */
  messages: ExternalKey[];
  /** Ids that we sent along. */
  ownMessages: string[];
  /** Contacts who got or read what was sent to them. */
  receipts: ExternalKey[];
  /** Contacts to whom the Page said something in public: it may be one of our messages that are under way. */
  answeredInPublic: ExternalKey[];
}

export function mentionsIn(lanes: Lane[]): Mentions {
  const events = lanes.flatMap(({ channel, events }) =>
    events.map(({ event }) => ({ channelId: channel.id, event })),
  );
  return {
    messages: events.flatMap(({ channelId, event }) => {
      const externalId = messageOf(event);
      return externalId === null ? [] : [{ channelId, externalId }];
    }),
    ownMessages: events.flatMap(({ event }) => (event.type === "echo" ? (event.messageId ?? []) : [])),
    receipts: lanes
      .filter(({ events }) => events.some(({ event: { type } }) => type === "delivered" || type === "read"))
      .map(contactOf),
    answeredInPublic: lanes
      .filter(({ events }) => events.some(({ event }) => event.type === "publication" && event.by === "page"))
      .map(contactOf),
  };
}

export function contactOf({ channel, contactExternalId }: Lane): ExternalKey {
  return { channelId: channel.id, externalId: contactExternalId };
}

/** The message that an event brings or changes; null for what tells of a whole thread. */
function messageOf(event: InboundEvent): string | null {
  switch (event.type) {
    case "message":
    case "echo":
    case "unsupported":
    case "publication":
      return event.externalId;
    case "reaction":
    case "edit":
    case "deletion":
      return event.messageExternalId;
    case "referral":
    case "opt_in":
    case "account_linking":
    case "thread_control":
    case "feedback":
      return noticeId(event);
    case "delivered":
    case "read":
      return null;
    default:
      return event satisfies never;
  }
}
