import type { Echo, InboundMessage } from "@/lib/channels/channel";
import type { PastMessage } from "@/lib/channels/history";
import { type KnownMoment, placeMoments } from "./place-moments";

/** One of our own messages that the platform has not named yet. */
export interface NamelessMessage {
  id: string;
  text: string;
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
  const placed = placeMoments(oldestFirst, known, after);
  const left = [...nameless];
  const filling: Filling = { events: [], missing: [], doubtfulSince: null };
  for (const { externalId, at, event } of oldestFirst) {
    const moment = placed.get(externalId)!;
    const have = known.get(externalId);
    if (!event || at > until || (!have && at < since)) continue;
    if (have) {
      if (have.isOurs && event.type === "echo" && have.sentAt.getTime() !== moment.getTime())
        filling.events.push({ ...event, at: moment });
      continue;
    }
    const ours = event.type === "echo" ? takeOurs(left, event, at) : undefined;
    if (ours?.isUnderWay) filling.doubtfulSince ??= at;
    else if (ours) filling.events.push({ ...event, at: moment, messageId: ours.id } as Echo);
    else {
      filling.events.push({ ...event, at: moment });
      filling.missing.push(externalId);
    }
  }
  return filling;
}

/** Each of ours explains one message of the platform at most. */
function takeOurs(nameless: NamelessMessage[], { text }: Echo, at: Date): NamelessMessage | undefined {
  const index = nameless.findIndex(
    (one) => one.text.trim() === (text ?? "").trim() && at >= one.from && at <= one.until,
  );
  return index < 0 ? undefined : nameless.splice(index, 1)[0];
}
