import { randomUUID } from "node:crypto";
import type { publications } from "@/db/schema/publications";
import type { PublicEvent, Said } from "@/lib/channels/channel";

export type PublicationRow = typeof publications.$inferSelect;

/**
 * What one row says after an event has told of it. Each fact keeps the moment of which it tells and the newest stands,
 * so the order and the number of tellings make no difference; the same row where nothing changes.
 */
export function tell(row: PublicationRow, event: PublicEvent, pageExternalId: string): PublicationRow {
  const facts = factsOf(row, event, pageExternalId);
  const keys = Object.keys(facts) as (keyof PublicationRow)[];
  return keys.every((key) => isSame(facts[key], row[key])) ? row : { ...row, ...facts };
}

/** Known by its id alone, until it is told of or read. */
export function unknown(
  channelId: string,
  externalId: string,
  { kind, postExternalId }: Pick<PublicationRow, "kind" | "postExternalId">,
): PublicationRow {
  return {
    id: randomUUID(),
    channelId,
    externalId,
    kind,
    postExternalId,
    parentExternalId: null,
    authorExternalId: null,
    authorName: null,
    text: null,
    rating: null,
    files: [],
    permalinkUrl: null,
    isElsewhere: false,
    isPublished: true,
    isPromoted: false,
    publishedToldAt: null,
    saidAt: null,
    editedAt: null,
    removedAt: null,
    isHidden: false,
    hiddenToldAt: null,
    isLiked: false,
    likedToldAt: null,
    earlyReactions: {},
    privateReplyRefusal: null,
    isTold: false,
    contactExternalId: null,
    isAdopted: false,
    readAt: null,
    readProblem: null,
    revision: 1,
  };
}

/** What a comment tells of the post around it. */
export function tellOfPost(row: PublicationRow, post: NonNullable<Said["post"]>, at: Date): PublicationRow {
  const permalinkUrl = row.permalinkUrl ?? post.permalinkUrl;
  const told = publishing(row, post, at);
  const isSame = permalinkUrl === row.permalinkUrl && Object.keys(told).length === 0;
  return isSame ? row : { ...row, permalinkUrl, ...told };
}

/** What was removed takes along what answers it: the platform tells only of the first. */
export function removedWith(row: PublicationRow, removedAt: Date): PublicationRow {
  const isGone = row.removedAt && row.removedAt <= removedAt;
  return isGone ? row : { ...row, ...removal(row, removedAt) };
}

function factsOf(row: PublicationRow, event: PublicEvent, pageExternalId: string): Partial<PublicationRow> {
  const lasting = { ...identity(row, event.said), ...ownPublishing(row, event) };
  switch (event.type) {
    case "said":
      return { ...lasting, kind: event.said.kind, ...first(row, event) };
    case "said_anew":
      return { ...lasting, isTold: true, ...newer(row, event.said, event.at) };
    case "removed":
      return { ...lasting, ...removal(row, event.at) };
    case "hidden":
      return { ...lasting, ...hiding(row, event.hidden, event.at) };
    case "reacted":
      return event.byExternalId === pageExternalId ? liking(row, !event.removed, event.at) : {};
    default:
      return event satisfies never;
  }
}

/** What never changes is taken from whoever tells it first. */
function identity(row: PublicationRow, said: Partial<Said>): Partial<PublicationRow> {
  return {
    postExternalId: row.saidAt ? row.postExternalId : (said.postExternalId ?? row.postExternalId),
    parentExternalId: row.parentExternalId ?? said.parentExternalId ?? null,
    authorExternalId: row.authorExternalId ?? said.authorExternalId ?? null,
    authorName: row.authorName ?? said.authorName ?? null,
    permalinkUrl: row.permalinkUrl ?? said.permalinkUrl ?? null,
    isElsewhere: row.isElsewhere || (said.elsewhere ?? false),
    isAdopted: row.isAdopted || (said.mention ?? false),
  };
}

type Content = Pick<PublicationRow, "text" | "rating" | "files">;

/** The first words stand until they are edited; what was only read gives way to what is told. */
function first(
  row: PublicationRow,
  { said, at, around = false }: Extract<PublicEvent, { type: "said" }>,
): Partial<PublicationRow> {
  const moment = { saidAt: earlier(row.saidAt, at), isTold: row.isTold || !around };
  const isTaken = row.saidAt !== null && (around || (row.isTold && !precedes(said, at, row)));
  return isTaken || row.editedAt ? moment : { ...moment, ...unlessRemoved(row, contentOf(said)) };
}

/** Of two tellings of the same words, which can only differ by a mistake, the same one stands whichever came first. */
function precedes(said: Said, at: Date, row: PublicationRow) {
  const difference = at.getTime() - (row.saidAt?.getTime() ?? at.getTime());
  return (
    difference < 0 || (difference === 0 && JSON.stringify(contentOf(said)) < JSON.stringify(contentOf(row)))
  );
}

function newer(row: PublicationRow, said: Partial<Said>, at: Date): Partial<PublicationRow> {
  if (said.text === undefined) return {};
  const content = contentOf(said);
  const difference = at.getTime() - (row.editedAt?.getTime() ?? 0);
  const isNewer =
    difference > 0 || (difference === 0 && JSON.stringify(content) > JSON.stringify(contentOf(row)));
  return isNewer ? { editedAt: at, ...unlessRemoved(row, content) } : {};
}

function contentOf({ text = null, rating = null, files = [] }: Partial<Content>): Content {
  return { text, rating, files };
}

/** Nothing of what was removed is kept. */
function unlessRemoved({ removedAt }: PublicationRow, content: Content): Partial<Content> {
  return removedAt ? {} : content;
}

function removal({ removedAt }: PublicationRow, at: Date) {
  return { removedAt: earlier(removedAt, at), text: null, files: [] };
}

function hiding({ hiddenToldAt }: PublicationRow, isHidden: boolean, at: Date): Partial<PublicationRow> {
  return stands(hiddenToldAt, at, isHidden) ? { isHidden, hiddenToldAt: at } : {};
}

function liking({ likedToldAt }: PublicationRow, isLiked: boolean, at: Date): Partial<PublicationRow> {
  return stands(likedToldAt, at, isLiked) ? { isLiked, likedToldAt: at } : {};
}

function ownPublishing(row: PublicationRow, { said, at }: PublicEvent): Partial<PublicationRow> {
  return said.post && said.kind === "post" ? publishing(row, said.post, at) : {};
}

/** What is promoted stays so: only what comes with a comment tells of it. */
function publishing(row: PublicationRow, post: NonNullable<Said["post"]>, at: Date): Partial<PublicationRow> {
  const { publishedToldAt } = row;
  const isPromoted = row.isPromoted || post.promoted;
  const isNewer = stands(publishedToldAt, at, !post.published);
  if (!isNewer) return isPromoted === row.isPromoted ? {} : { isPromoted };
  return { isPublished: post.published, isPromoted, publishedToldAt: at };
}

/** The platform tells whole seconds: of two within one, "yes" stands. */
function stands(told: Date | null, at: Date, yes: boolean) {
  return !told || at > told || (at.getTime() === told.getTime() && yes);
}

function earlier(one: Date | null, other: Date) {
  return one && one <= other ? one : other;
}

function isSame(one: unknown, other: unknown) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
