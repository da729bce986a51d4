import { and, desc, eq, gte, inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channelTrials } from "@/db/schema/channel-health";
import { conversationStatus, conversations, messages } from "@/db/schema/conversations";
import { tallies } from "@/db/schema/deliveries";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { findChannel } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { openTrialOf } from "./begin-trial";
import { presentTrial, type TrialRow } from "./present-trial";
import type { TrialShape } from "./shapes";
import { trialHint } from "./trial-hint";

/** Of a busy installation's deliveries only the newest are searched: a test message is looked for as it comes. */
const DELIVERIES_SEARCHED = 5_000;
/** The platform's clock and ours need not agree. */
const CLOCKS_MAY_DIFFER_MS = 10 * 60_000;

/**
 * How far this admin's test message has come; null when there is none under way. What was seen once stays seen, so the
 * page can be left and looked at again.
 *
 * @throws AppError `forbidden`, `not_found`.
 */
export async function watchTrial(agent: Agent, channelId: string): Promise<TrialShape | null> {
  requireRole(agent, "admin");
  const { channel } = await findChannel(channelId);
  const [trial] = await db
    .select()
    .from(channelTrials)
    .where(openTrialOf(agent, channelId))
    .orderBy(desc(channelTrials.startedAt))
    .limit(1);
  if (!trial) return null;

  const seen = trial.storedAt ? trial : await keepProgress(trial);
  const hint = trialHint(
    {
      waitedMs: clock.now().getTime() - trial.startedAt.getTime(),
      received: seen.receivedAt !== null,
      stored: seen.storedAt !== null,
      othersReceived: channel.lastDeliveryAt !== null && channel.lastDeliveryAt > trial.startedAt,
      wrongSignatures: (await countRefused()) > trial.refusedBefore,
      subscribed: channel.subscribedFields.length > 0,
    },
    channel.problems,
  );
  return presentTrial(seen, channel, hint);
}

async function keepProgress(trial: TrialRow): Promise<TrialRow> {
  const [received, stored] = await Promise.all([trial.receivedAt ?? findDelivery(trial), findMessage(trial)]);
  const progress = {
    ...(received && { receivedAt: received }),
    ...(stored && {
      storedAt: stored.recordedAt,
      conversationId: stored.conversationId,
      messageId: stored.id,
      receivedAt: received ?? stored.recordedAt,
    }),
  };
  if (Object.keys(progress).length === 0) return trial;

  await db.update(channelTrials).set(progress).where(eq(channelTrials.id, trial.id));
  return { ...trial, ...progress };
}

async function findDelivery({ code, afterDeliveryId }: TrialRow): Promise<Date | null> {
  const { rows } = await db.execute<{ received_at: Date | string }>(sql`
    select received_at from (
      select id, received_at, body from deliveries where id > ${afterDeliveryId}
      order by id desc limit ${DELIVERIES_SEARCHED}) as recent
    where position(convert_to(${code}, 'UTF8') in body) > 0
      or position(convert_to(${code.toLowerCase()}, 'UTF8') in body) > 0
    order by id limit 1`);
  return rows[0] ? new Date(rows[0].received_at) : null;
}

async function findMessage({ channelId, code, startedAt }: TrialRow) {
  const since = new Date(startedAt.getTime() - CLOCKS_MAY_DIFFER_MS);
  const [found] = await db
    .select({
      id: messages.id,
      conversationId: messages.conversationId,
      recordedAt: messages.recordedAt,
    })
    .from(conversations)
    .innerJoin(messages, eq(messages.conversationId, conversations.id))
    .where(
      and(
        eq(conversations.channelId, channelId),
        inArray(conversations.status, conversationStatus.enumValues),
        gte(conversations.lastMessageAt, since),
        gte(messages.sentAt, since),
        eq(messages.direction, "in"),
        sql`position(lower(${code}) in lower(${messages.text})) > 0`,
      ),
    )
    .limit(1);
  return found;
}

async function countRefused(): Promise<number> {
  const [refused] = await db.select().from(tallies).where(eq(tallies.name, "facebook.signature_refused"));
  return refused?.count ?? 0;
}
