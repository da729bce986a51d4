import { addMinutes } from "date-fns";
import type { Tx } from "@/db/client";
import { updateRows } from "@/db/rows-as-json";
import { publications } from "@/db/schema/publications";
import type { InboundEvent, PublicEvent } from "@/lib/channels/channel";
import { clock } from "@/lib/clock";
import { enqueueReading } from "../publications/enqueue-reading";
import { tellOfPublications } from "../publications/tell-of-publications";
import type { Change, PublicReaction, Tree } from "../publications/tree";
import type { ChannelRow } from "./lane";
import { MOST_MINUTES_AHEAD } from "./plausible";
import { readTrees, type Told } from "./read-trees";

/** What has changed in public, as it concerns one contact. */
export interface Mirrored {
  channel: ChannelRow;
  deliveryId: number | null;
  event: InboundEvent;
}

/**
 * Puts what was told in public into the tree, and works out what of it concerns whose conversation. Before any
 * conversation is locked: publications come first, everywhere.
 *
 * @returns for the lanes of the contacts: the whole state of each publication that has changed and stands in a
 * conversation. Nothing of channels whose Public switch is off: their tree is kept, but opens no conversation.
 */
export async function growTrees(tx: Tx, told: Told[]): Promise<Mirrored[]> {
  const heard = told.filter(isHeard);
  if (heard.length === 0) return [];

  const now = clock.now();
  const trees = await readTrees(tx, heard);
  const channels = new Map(heard.map(({ channel }) => [channel.id, channel]));
  for (const [channelId, tree] of trees) {
    const own = heard.filter(({ channel }) => channel.id === channelId);
    tree.grow(own.map(({ event }) => plausible(event, now)));
  }
  await writeTrees(tx, [...trees.values()]);
  // What a reading names and does not tell is read by the same reading.
  const isTold = heard.some(({ event }) => !event.around);
  if (isTold)
    await enqueueReading(
      tx,
      [...trees.values()].flatMap((tree) => tree.all),
    );
  return [...trees.values()].flatMap((tree) => mirrored(tree, channels.get(tree.channelId)!, heard));
}

/** Of reactions to a post only the Page's own are anybody's business. */
function isHeard({ channel, event }: Told) {
  const isOfThePage = event.type === "reacted" && event.byExternalId === channel.externalId;
  return event.type !== "reacted" || isOfThePage || event.said.kind === "comment";
}

/** See `plausible`: a time from far in the future orders nothing. */
function plausible(event: PublicEvent, now: Date): PublicEvent {
  return event.at <= addMinutes(now, MOST_MINUTES_AHEAD) ? event : { ...event, at: now };
}

export async function writeTrees(tx: Tx, trees: Tree[]) {
  const changed = trees.flatMap((tree) => tree.changed);
  await updateRows(tx, publications, changed.map(written));
  await tellOfPublications(
    tx,
    changed.filter(({ isShown }) => isShown).map(({ after }) => after.id),
  );
}

/** The columns that tellings change: all others are somebody else's. */
function written({ after, isShown }: Change) {
  const { id, kind, postExternalId, parentExternalId, authorExternalId, authorName } = after;
  const place = { id, kind, postExternalId, parentExternalId, authorExternalId, authorName };
  const { text, rating, files, permalinkUrl, isElsewhere, isPublished, isPromoted, publishedToldAt } = after;
  const content = {
    text,
    rating,
    files,
    permalinkUrl,
    isElsewhere,
    isPublished,
    isPromoted,
    publishedToldAt,
  };
  const { saidAt, editedAt, removedAt, isHidden, hiddenToldAt, isLiked, likedToldAt, earlyReactions } = after;
  const state = { saidAt, editedAt, removedAt, isHidden, hiddenToldAt, isLiked, likedToldAt, earlyReactions };
  const { isTold, contactExternalId, isAdopted, revision } = after;
  const standing = { isTold, contactExternalId, isAdopted, revision: revision + (isShown ? 1 : 0) };
  return { ...place, ...content, ...state, ...standing };
}

/** Of the changes, what the conversations show. */
export function mirrored(tree: Tree, channel: ChannelRow, told: Told[] = []): Mirrored[] {
  if (!channel.isPublic) return [];
  const last = new Map(
    told.filter((one) => one.channel.id === channel.id).map((one) => [one.event.externalId, one]),
  );
  const about = (externalId: string, contactExternalId: string, at: Date) => ({
    channelExternalId: channel.externalId,
    contactExternalId,
    at,
    owned: true,
    raw: last.get(externalId)?.event.raw ?? null,
  });
  const deliveryId = (externalId: string) => last.get(externalId)?.deliveryId ?? null;
  return [
    ...tree.changed
      .filter(({ isShown }) => isShown)
      .flatMap((change): Mirrored[] => {
        const event = publicationEvent(tree, change, about);
        return event ? [{ channel, deliveryId: deliveryId(change.after.externalId), event }] : [];
      }),
    ...tree.reactions.map((reaction) => ({
      channel,
      deliveryId: deliveryId(reaction.externalId),
      event: reactionEvent(reaction, about),
    })),
  ];
}

type About = (
  externalId: string,
  contactExternalId: string,
  at: Date,
) => Pick<InboundEvent, "channelExternalId" | "contactExternalId" | "at" | "owned" | "raw">;

function publicationEvent(tree: Tree, { before, after }: Change, about: About): InboundEvent | null {
  const { externalId, contactExternalId, saidAt, kind, postExternalId, text, rating, files } = after;
  if (!contactExternalId || !saidAt) return null;
  const { editedAt, removedAt, parentExternalId, authorExternalId } = after;
  return {
    ...about(externalId, contactExternalId, saidAt),
    type: "publication",
    externalId,
    contactName: tree.nameOf(contactExternalId),
    by: authorExternalId === tree.pageExternalId ? "page" : "contact",
    kind,
    text,
    rating,
    files,
    postExternalId,
    parentExternalId: parentExternalId === postExternalId ? null : parentExternalId,
    editedAt,
    removedAt,
    filesChanged: JSON.stringify(before?.files ?? []) !== JSON.stringify(files),
  };
}

function reactionEvent(
  { externalId, contactExternalId, emoji, removed, at }: PublicReaction,
  about: About,
): InboundEvent {
  return {
    ...about(externalId, contactExternalId, at),
    type: "reaction",
    messageExternalId: externalId,
    by: "contact",
    emoji,
    removed,
    isPublic: true,
  };
}
