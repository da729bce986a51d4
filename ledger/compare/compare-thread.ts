import type { Difference, DifferenceKind } from "./difference";

/** A message as the person's phone shows it. */
export interface PlatformMessage {
  mid: string;
  from: "person" | "page";
  text: string | null;
  sentAt: string;
  reaction: string | null;
  delivered: boolean;
  seen: boolean;
}

/** A message as the database has it: everything but notes and lines of our own. */
export interface StoredMessage {
  id: string;
  mid: string | null;
  direction: "in" | "out";
  text: string | null;
  sentAt: string;
  reaction: string | null;
  status: string;
}

/**
 * One thread of the platform and what is stored of it, each oldest first: the same messages, each once, in the same
 * order, with the same text, reaction and confirmations.
 */
export function compareThread(
  where: string,
  platform: PlatformMessage[],
  stored: StoredMessage[],
  /** A history tells whole seconds: what was found in it alone is as exact as that. */
  exactWithinMs = 0,
): Difference[] {
  const known = new Map(platform.map((message) => [message.mid, message]));
  const byMid = copiesOf(stored);
  const differ = (kind: DifferenceKind, what: string): Difference => ({ kind, where, what });

  const missing = platform
    .filter(({ mid }) => !byMid.has(mid))
    .map(({ mid, text }) => differ("message_missing", `${mid} ${quoted(text)}`));
  const twice = [...byMid]
    .filter(([, copies]) => copies.length > 1)
    .map(([mid, copies]) => differ("message_twice", `${mid} stands there ${copies.length} times`));
  const invented = stored
    .filter(({ mid, status }) => !known.has(mid ?? "") && (mid !== null || isShownAsSent(status)))
    .map(({ id, mid, text }) => differ("message_invented", `${mid ?? id} ${quoted(text)}`));
  const changed = stored.flatMap((message) => {
    const told = known.get(message.mid ?? "");
    return told
      ? compareMessage(told, message, exactWithinMs).map(([kind, what]) =>
          differ(kind, `${message.mid}: ${what}`),
        )
      : [];
  });
  const order = firstOutOfOrder(platform, stored);
  return [...missing, ...twice, ...invented, ...changed, ...(order ? [differ("message_order", order)] : [])];
}

function copiesOf(stored: StoredMessage[]): Map<string, StoredMessage[]> {
  const copies = new Map<string, StoredMessage[]>();
  for (const message of stored) {
    if (message.mid !== null) copies.set(message.mid, [...(copies.get(message.mid) ?? []), message]);
  }
  return copies;
}

function compareMessage(
  told: PlatformMessage,
  message: StoredMessage,
  exactWithinMs: number,
): [DifferenceKind, string][] {
  const found: [DifferenceKind, string][] = [];
  if (told.text !== message.text)
    found.push(["message_text", `${quoted(told.text)} is stored as ${quoted(message.text)}`]);
  if ((told.from === "person") !== (message.direction === "in"))
    found.push(["message_direction", `from the ${told.from}, stored as ${message.direction}`]);
  if (Math.abs(Date.parse(told.sentAt) - Date.parse(message.sentAt)) > exactWithinMs)
    found.push(["message_time", `sent at ${told.sentAt}, stored as ${message.sentAt}`]);
  if (told.reaction !== message.reaction)
    found.push(["message_reaction", `${told.reaction ?? "none"} is stored as ${message.reaction ?? "none"}`]);
  const status = statusOf(told);
  if (status !== message.status)
    found.push(["message_receipt", `is ${status} at the customer's, stored as ${message.status}`]);
  return found;
}

function statusOf({ from, delivered, seen }: PlatformMessage) {
  if (from === "person") return "received";
  return seen ? "read" : delivered ? "delivered" : "sent";
}

/** Of what both have: the first that stands elsewhere. */
function firstOutOfOrder(platform: PlatformMessage[], stored: StoredMessage[]): string | null {
  const there = new Set(stored.map(({ mid }) => mid));
  const places = new Map(
    platform.filter(({ mid }) => there.has(mid)).map(({ mid }, place) => [mid, place] as const),
  );
  let expected = 0;
  const seen = new Set<string>();
  for (const { mid, text } of stored) {
    const place = mid === null ? undefined : places.get(mid);
    if (mid === null || place === undefined || seen.has(mid)) continue;
    seen.add(mid);
    if (place !== expected)
      return `${mid} ${quoted(text)} is number ${place} there and number ${expected} here`;
    expected += 1;
  }
  return null;
}

const isShownAsSent = (status: string) => ["sent", "delivered", "read", "received"].includes(status);
const quoted = (text: string | null) => (text === null ? "without words" : `“${text}”`);
