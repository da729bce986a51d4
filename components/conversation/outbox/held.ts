import type { Outbox, Unsent } from "./outbox";

/** The refusal of a reply because somebody else has answered since its author began. */
export const HELD = "someone_answered";

/** The answer that stands in the way, as the server told. */
export interface HeldBy {
  messageId: string;
  authorName: string;
  text: string | null;
  sentAt: string;
}

/** Null where something else is the matter. */
export function heldBy({ refusal }: Unsent): HeldBy | null {
  return refusal?.code === HELD ? ((refusal.details as HeldBy | undefined) ?? null) : null;
}

/** Its author knows of the answer: all that is held in the conversation goes out, with what speaks of it. */
export function release(outbox: Outbox, conversationId: string, askedAt: string) {
  const refused = outbox.list().filter((one) => one.conversationId === conversationId && one.refusal);
  const held = refused.filter(({ refusal }) => refusal?.code === HELD);
  const heldIds = held.map(({ draft }) => draft.id);
  const released = refused.filter((one) => held.includes(one) || heldIds.includes(one.draft.goesAfter ?? ""));
  for (const one of released)
    outbox.put({ ...one, draft: { ...one.draft, evenSo: true }, askedAt, refusal: null });
}
