import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { recordEvent } from "@/lib/events/record-event";
import { changeMessage, type MessageRow } from "../change-message";
import { reviewThread } from "../review-thread";
import { absorbTwin } from "./absorb-twin";
import { enqueueDelivery } from "./enqueue-delivery";
import { after, sendingPatience } from "./sending-patience";

/**
 * The platform has named a message of ours. Whoever carries that name already: somebody else's words were these; one
 * of ours in public was taken for this one by its words, and is looked for anew; a private one keeps its name.
 *
 * @returns the name to be given; null when it can't be.
 */
export async function takeName(tx: Tx, { id, channelId }: MessageRow, externalId: string) {
  const [twin] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.channelId, channelId), eq(messages.externalId, externalId), ne(messages.id, id)));
  if (!twin) return externalId;
  if (twin.authorKind === "external") await absorbTwin(tx, twin);
  else if (twin.visibility === "public") await loseName(tx, twin);
  else return null;

  return externalId;
}

/**
 * A public message of ours carries the name of somebody else's, since the platform tells of comments without any mark
 * of ours and both say the same: the answer to the send call knows better. The other one stands by itself then.
 */
export async function giveNameBack(tx: Tx, message: MessageRow, channel: ChannelRow): Promise<MessageRow> {
  const nameless = await loseName(tx, message);
  await standByItself(tx, message, channel);
  return nameless;
}

async function loseName(tx: Tx, message: MessageRow) {
  const now = clock.now();
  const retryAt = after(now, sendingPatience.echo);
  const { conversationId, visibility } = message;
  await enqueueDelivery(tx, conversationId, { visibility, runAt: retryAt });
  return changeMessage(tx, message, {
    externalId: null,
    status: "sending",
    waitingReason: "outcome_checked",
    waitingSince: now,
    uncertainSince: now,
    missingSince: null,
    retryAt,
  });
}

async function standByItself(
  tx: Tx,
  { channelId, conversationId, externalId }: MessageRow,
  channel: ChannelRow,
) {
  const [said] = await tx
    .select()
    .from(publications)
    .where(and(eq(publications.channelId, channelId), eq(publications.externalId, externalId!)));
  if (!said?.saidAt) return;

  const { postExternalId, parentExternalId, text, saidAt, editedAt, removedAt } = said;
  const [twin] = await tx
    .insert(messages)
    .values({
      conversationId,
      channelId,
      externalId,
      direction: "out",
      visibility: "public",
      authorKind: "external",
      authorId: channel.externalUserId,
      kind: said.kind,
      text,
      postExternalId,
      replyToExternalId: parentExternalId === postExternalId ? null : parentExternalId,
      status: "sent",
      sentAt: saidAt,
      editedAt,
      deletedAt: removedAt,
    })
    .returning({ id: messages.id });
  await recordEvent(tx, { type: "message.received", conversationId, messageId: twin!.id });
  await reviewThread(tx, conversationId);
}
