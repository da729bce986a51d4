import type { PastMessageId } from "@/lib/channels/history";

/** What we have of a message that the platform lists too. */
export interface KnownMoment {
  sentAt: Date;
  /** Sent from here: until its echo has come, its moment is our clock's and not the platform's. */
  isOurs: boolean;
}

const SECOND_IN_MS = 1_000;

/**
 * A moment for each message of a list, such that sorting by it gives the order of the list. History tells whole seconds,
 * deliveries told milliseconds: what came by delivery keeps its moment, and the others find room around it.
 *
 * @param past oldest first.
 * @param after the moment of what stands before the list.
 */
export function placeMoments(
  past: PastMessageId[],
  known: Map<string, KnownMoment>,
  after = Number.NEGATIVE_INFINITY,
): Map<string, Date> {
  const anchors = findAnchors(past, known, after);
  const placed = new Map<string, Date>();
  let lower = after;
  past.forEach(({ externalId, at }, index) => {
    const anchor = anchors[index] ?? null;
    // At equal moments the younger row comes last; of two that we have the order of rows is not ours to choose.
    const free = known.has(externalId) ? lower + 1 : lower;
    const moment = anchor ?? roomFor(at.getTime(), free, nextAnchor(anchors, index));
    placed.set(externalId, new Date(moment));
    lower = Math.max(lower, moment);
  });
  return placed;
}

/** Before the next anchor where that leaves room, for a new row at the same moment would come after it. */
function roomFor(second: number, free: number, next: number) {
  const wished = Math.max(second, free);
  return wished < next ? wished : Math.max(free, next - 1);
}

/** The moments that stand: those of deliveries, and ours where they fit in between. */
function findAnchors(
  past: PastMessageId[],
  known: Map<string, KnownMoment>,
  after: number,
): (number | null)[] {
  const delivered = past.map(({ externalId }) => {
    const found = known.get(externalId);
    return found && !found.isOurs ? found.sentAt.getTime() : null;
  });
  let lower = after;
  return past.map(({ externalId, at }, index) => {
    const found = known.get(externalId);
    const moment = delivered[index] ?? found?.sentAt.getTime();
    const stands =
      moment !== undefined &&
      (!found?.isOurs || (isWithin(moment, at) && moment >= lower && moment <= nextAnchor(delivered, index)));
    if (!stands) return null;
    lower = Math.max(lower, moment);
    return moment;
  });
}

function isWithin(moment: number, second: Date) {
  return moment >= second.getTime() && moment < second.getTime() + SECOND_IN_MS;
}

function nextAnchor(anchors: (number | null)[], index: number) {
  return anchors.slice(index + 1).find((anchor) => anchor !== null) ?? Number.POSITIVE_INFINITY;
}
