import type { Echo, InboundMessage } from "@/lib/channels/channel";
import type { PastMessage } from "@/lib/channels/history";
import { type KnownMoment, placeMoments } from "./place-moments";

/** One of our own messages that the platform has not named yet. */
export interface NamelessMessage {
  id: string;
  text: string;
  /** By our clock. */
  sentAt: Date;
  /** Between these it may have reached the platform. */
  from: Date;
  until: Date;
  /** Its outcome is still being found out by whoever sends. */
  isUnderWay: boolean;
}

export interface Filling {
  /** To be applied in this order. */
  events: (InboundMessage | Echo)[];
  /** Of these events, the ids of what we did not have. */
  missing: string[];
  /** What may be ours was left alone for now: from here on the thread is not known to be whole. */
  doubtfulSince: Date | null;
}

interface Ours {
  known: Map<string, KnownMoment>;
  nameless: NamelessMessage[];
  /** The moment of what stands before these messages. */
  after: number;
}

/**
 * What has to happen so that a thread holds all that the platform shows of it between two moments: what is missing comes
 * in, what we sent gets its name and its place. What is known stays as it is.
 */
export function planFilling(
  past: PastMessage[],
  { known, nameless, after }: Ours,
  { since, until }: { since: Date; until: Date },
): Filling {
  const oldestFirst = past.toReversed();
  const ours = matchOurs(oldestFirst, known, nameless);
  const rows = new Map([
    ...known,
    ...[...ours].map(([id, { sentAt }]): [string, KnownMoment] => [id, { sentAt, isOurs: true }]),
  ]);
  const placed = placeMoments(oldestFirst, rows, after);
  const filling: Filling = { events: [], missing: [], doubtfulSince: null };
  for (const { externalId, at, event } of oldestFirst) {
    const have = rows.get(externalId);
    if (!event || at > until || (!have && at < since)) continue;
    const told = { ...event, at: placed.get(externalId)! };
    const own = ours.get(externalId);
    if (own?.isUnderWay) filling.doubtfulSince ??= at;
    else if (own) filling.events.push({ ...told, messageId: own.id } as Echo);
    else if (!have) {
      filling.events.push(told);
      filling.missing.push(externalId);
    } else if (have.isOurs && told.type === "echo" && have.sentAt.getTime() !== told.at.getTime())
      filling.events.push(told);
  }
  return filling;
}

/** Messages of the platform that are ours as far as anybody can tell: same words, at a time when we may have said them. */
function matchOurs(oldestFirst: PastMessage[], known: Map<string, KnownMoment>, nameless: NamelessMessage[]) {
  const left = [...nameless];
  const ours = new Map<string, NamelessMessage>();
  for (const { externalId, at, event } of oldestFirst) {
    if (known.has(externalId) || event?.type !== "echo") continue;
    const own = takeOurs(left, event, at);
    if (own) ours.set(externalId, own);
  }
  return ours;
}

/** Each of ours explains one message of the platform at most. */
function takeOurs(nameless: NamelessMessage[], { text }: Echo, at: Date): NamelessMessage | undefined {
  const index = nameless.findIndex(
    (one) => one.text.trim() === (text ?? "").trim() && at >= one.from && at <= one.until,
  );
  return index < 0 ? undefined : nameless.splice(index, 1)[0];
}
