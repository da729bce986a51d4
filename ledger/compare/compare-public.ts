import type { Difference, DifferenceKind } from "./difference";

/** Something said in public, as the platform has it. */
export interface PlatformPublication {
  id: string;
  postId: string;
  /** Null for a post, and for what stands directly below one. */
  parentId: string | null;
  /** The Page's own id where the Page said it. */
  authorId: string;
  byPage: boolean;
  /** False for an ad: the platform tells nothing of it until somebody comments on it. */
  isAnnounced: boolean;
  /** Null where it was removed. */
  text: string | null;
  saidAt: string;
  edited: boolean;
  hidden: boolean;
  /** With what it stands below, too. */
  removed: boolean;
}

/** The same as the database has it. */
export interface StoredPublication {
  id: string;
  postId: string;
  parentId: string | null;
  authorId: string | null;
  text: string | null;
  saidAt: string | null;
  edited: boolean;
  hidden: boolean;
  removed: boolean;
  /** Whose conversation it stands in; null = it stands around others'. */
  contactId: string | null;
}

/** What of it stands in conversations. */
export interface StoredPublicMessage {
  publicationId: string;
  contactId: string;
  direction: "in" | "out";
  text: string | null;
  removed: boolean;
}

/**
 * What was said in public on one Page and what is stored of it: each thing once, alike in every field; and what belongs
 * to somebody's conversation stands there, exactly once, and in nobody else's.
 */
export function comparePublic(
  where: string,
  platform: PlatformPublication[],
  stored: StoredPublication[],
  messages: StoredPublicMessage[],
): Difference[] {
  const known = new Map(platform.map((publication) => [publication.id, publication]));
  const kept = new Map(stored.map((publication) => [publication.id, publication]));
  const standing = new Map<string, StoredPublicMessage[]>();
  for (const message of messages) {
    standing.set(message.publicationId, [...(standing.get(message.publicationId) ?? []), message]);
  }
  const differ = (kind: DifferenceKind, what: string): Difference => ({ kind, where, what });

  return [
    ...platform.flatMap((told) => {
      const row = kept.get(told.id);
      if (!row)
        return isToldOf(told, platform) ? [differ("public_missing", `${told.id} ${quoted(told.text)}`)] : [];
      const found = [...compareOne(told, row), ...compareStanding(told, row, standing.get(told.id) ?? [])];
      return found.map(([kind, what]) => differ(kind, `${told.id}: ${what}`));
    }),
    ...stored
      .filter(({ id, saidAt }) => !known.has(id) && saidAt !== null)
      .map(({ id, text }) => differ("public_invented", `${id} ${quoted(text)}`)),
    ...messages
      .filter(({ publicationId }) => !known.has(publicationId))
      .map(({ publicationId, text }) => differ("public_invented", `${publicationId} ${quoted(text)}`)),
  ];
}

function isToldOf({ id, isAnnounced }: PlatformPublication, platform: PlatformPublication[]) {
  return isAnnounced || platform.some((other) => other.postId === id && other.id !== id);
}

function compareOne(told: PlatformPublication, row: StoredPublication): [DifferenceKind, string][] {
  const found: [DifferenceKind, string][] = [];
  const compare = (kind: DifferenceKind, name: string, there: unknown, here: unknown) => {
    if (there !== here) found.push([kind, `${name} is ${String(there)} there and ${String(here)} here`]);
  };
  compare("public_text", "its text", told.text, row.text);
  compare("public_place", "its post", told.postId, row.postId);
  compare("public_place", "what it answers", told.parentId, row.parentId);
  compare("public_author", "its author", told.authorId, row.authorId);
  compare("public_time", "its time", told.saidAt, row.saidAt);
  compare("public_state", "edited", told.edited, row.edited);
  compare("public_state", "hidden", told.hidden, row.hidden);
  compare("public_state", "removed", told.removed, row.removed);
  return found;
}

function compareStanding(
  told: PlatformPublication,
  row: StoredPublication,
  messages: StoredPublicMessage[],
): [DifferenceKind, string][] {
  const speaksToThePage = !told.byPage && !told.removed && told.parentId === null;
  if (speaksToThePage && row.contactId !== told.authorId)
    return [["public_standing", `is said to the Page, and stands in the conversation of ${row.contactId}`]];
  const expected = row.contactId === null ? 0 : 1;
  if (messages.length !== expected)
    return [["public_standing", `stands in ${messages.length} conversations instead of ${expected}`]];

  return messages.flatMap(({ contactId, direction, text, removed }): [DifferenceKind, string][] => [
    ...differing(
      "public_standing",
      contactId === row.contactId,
      `stands with ${contactId}, not ${row.contactId}`,
    ),
    ...differing("public_standing", (direction === "out") === told.byPage, `stands there as ${direction}`),
    ...differing("public_text", text === told.text, `${quoted(told.text)} stands there as ${quoted(text)}`),
    ...differing("public_state", removed === told.removed, `stands there as ${removed ? "" : "not "}removed`),
  ]);
}

function differing(kind: DifferenceKind, isAlike: boolean, what: string): [DifferenceKind, string][] {
  return isAlike ? [] : [[kind, what]];
}

const quoted = (text: string | null) => (text === null ? "without words" : `“${text}”`);
