import { randomUUID } from "node:crypto";
import type { Echo, InboundEvent, InboundMessage } from "@/lib/channels/channel";

/** Noon of the day on which the tests play. */
export const NOON = new Date("2026-11-20T12:00:00.000Z");

export function minutesAfterNoon(minutes: number) {
  return new Date(NOON.getTime() + minutes * 60_000);
}

interface Where {
  channelExternalId: string;
  /** María's id on the Page unless told otherwise. */
  contactExternalId?: string;
  at?: Date;
  owned?: boolean;
}

const MARIA = "7300112233445566";

function base({ channelExternalId, contactExternalId = MARIA, at = NOON, owned = true }: Where) {
  return { channelExternalId, contactExternalId, at, owned, raw: { told: at.getTime() } };
}

/** What a contact writes. */
export function message(given: Where & Partial<InboundMessage>): InboundMessage {
  const externalId = `m_${randomUUID()}`;
  return {
    ...base(given),
    type: "message",
    externalId,
    kind: "text",
    text: "Do you deliver?",
    attachments: [],
    ...given,
  } as InboundMessage;
}

/** What was said as the Page from elsewhere, unless `messageId` names one of ours. */
export function echo({ type: _, ...given }: Where & Partial<Echo>): Echo {
  return {
    ...message(given),
    appExternalId: "263902037430900",
    messageId: null,
    fromPlatformInbox: true,
    ...given,
    type: "echo",
  } as Echo;
}

export function receipt(type: "delivered" | "read", given: Where & { until: Date }): InboundEvent {
  return { ...base(given), type, until: given.until, externalIds: [] };
}

export function reaction(
  given: Where & { messageExternalId: string; emoji?: string; removed?: boolean },
): InboundEvent {
  const { messageExternalId, emoji = "❤️", removed = false } = given;
  return { ...base(given), type: "reaction", messageExternalId, by: "contact", emoji, removed };
}

export function edit(
  given: Where & { messageExternalId: string; text: string; number: number },
): InboundEvent {
  const { messageExternalId, text, number } = given;
  return { ...base(given), type: "edit", messageExternalId, text, number };
}
