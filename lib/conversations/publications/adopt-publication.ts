import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { transactionAgain } from "@/db/transaction-again";
import type { Agent } from "@/lib/auth/agent";
import type { PublicEvent } from "@/lib/channels/channel";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { findConversation } from "../find-conversation";
import { applyMirrored } from "../receiving/apply-public-events";
import { mirrored, writeTrees } from "../receiving/grow-trees";
import { readTrees } from "../receiving/read-trees";
import type { Conversation } from "../shapes";
import { type FoundPublication, findPublication } from "./find-publication";

/**
 * Makes what somebody said around others' matters a matter of its own: it stands in a conversation with its author from
 * then on, and so does what they go on to say. Asking twice answers with the same conversation.
 *
 * @throws AppError `not_found`, `conflict` for what cannot have a conversation, `channel_inactive`.
 */
export async function adoptPublication(agent: Agent, publicationId: string): Promise<Conversation> {
  const found = await findPublication(agent, publicationId);
  const known = await findConversationOf(found);
  if (known) return findConversation(agent, known);

  refuseAdoption(found);
  await transactionAgain((tx) => adopt(tx, found));
  const conversationId = await findConversationOf(found);
  if (conversationId) return findConversation(agent, conversationId);
  throw new AppError(
    "conflict",
    "Something earlier of this person waits to be received. Try again in a minute.",
  );
}

async function adopt(tx: Tx, { publication, channel }: FoundPublication) {
  const { externalId, kind, postExternalId } = publication;
  const event: PublicEvent = {
    type: "said_anew",
    channelExternalId: channel.externalId,
    externalId,
    at: clock.now(),
    raw: null,
    said: { kind, postExternalId },
  };
  const trees = await readTrees(tx, [{ channel, deliveryId: null, event }]);
  for (const tree of trees.values()) {
    tree.adopt(externalId);
    tree.settle();
  }
  await writeTrees(tx, [...trees.values()]);
  await applyMirrored(
    tx,
    [...trees.values()].flatMap((tree) => mirrored(tree, channel)),
  );
}

async function findConversationOf({ publication: { channelId, externalId } }: FoundPublication) {
  const [found] = await db
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), eq(messages.externalId, externalId)));
  return found?.conversationId ?? null;
}

function refuseAdoption({ publication, channel }: FoundPublication) {
  const { authorExternalId, removedAt, saidAt } = publication;
  if (!channel.isPublic)
    throw new AppError("channel_inactive", `Posts and comments are switched off for ${channel.name}.`);
  if (removedAt) throw new AppError("conflict", "This was removed: there is nothing left to answer.");
  if (!authorExternalId || !saidAt)
    throw new AppError("conflict", "Facebook does not tell who said this, so there is nobody to talk to.");
  if (authorExternalId === channel.externalId)
    throw new AppError("conflict", "The Page said this itself. Choose what a person said.");
}
