import { and, desc, eq, gt, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import type { channelChecks } from "@/db/schema/channel-health";
import { conversationStatus, conversations, messages } from "@/db/schema/conversations";
import { tallies } from "@/db/schema/deliveries";
import { installationApp } from "@/lib/channels/channel-credentials";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { env } from "@/lib/env";
import type { ChannelRefusal, OwnFacts, PlatformFacts } from "./facts";

const HOUR = 3_600_000;
/** A refusal that is older than this says nothing of today. */
const REFUSAL_COUNTS_FOR = 24 * HOUR;

export type CheckRow = typeof channelChecks.$inferSelect;

/** What we know ourselves, as of `now`. */
export async function readOwnFacts(
  channel: ChannelRow,
  check: CheckRow | undefined,
  newest: PlatformFacts["newest"],
  now: Date,
): Promise<OwnFacts> {
  const appId = channel.appId ?? installationApp()?.appId ?? null;
  const [newestIsHere, refusedSignatures, refusal] = await Promise.all([
    newest.state === "told" && newest.told ? isHere(channel.id, newest.told.externalId) : null,
    readRefusedSignatures(),
    check ? standingRefusal(check, now) : null,
  ]);
  return {
    appId,
    callbackUrls: callbackUrlsOf(channel.appId, appId),
    active: channel.active,
    public: channel.isPublic,
    refusedFields: channel.refusedFields,
    subscriptionWanted: channel.subscribedFields.length > 0 || channel.problems.includes("subscription"),
    connectedAt: channel.createdAt,
    lastDeliveryAt: channel.lastDeliveryAt,
    newestIsHere,
    refusedSignatures,
    refusal,
    recentRepairs: recentRepairs(check, now).length,
  };
}

/** The repairs of the last hour, oldest first. */
export const recentRepairs = (check: CheckRow | undefined, now: Date) =>
  (check?.repairedAt ?? []).filter((at) => now.getTime() - at.getTime() < HOUR);

/** Where the platform may deliver to us for an app; the first is the one to set. */
export function callbackUrlsOf(broughtAppId: string | null, appId: string | null): string[] {
  const door = `${env.APP_URL}/api/webhooks/facebook`;
  return broughtAppId ? [`${door}/${broughtAppId}`] : [door, `${door}/${appId ?? ""}`];
}

async function isHere(channelId: string, externalId: string): Promise<boolean> {
  const [found] = await db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), eq(messages.externalId, externalId)));
  return found !== undefined;
}

async function readRefusedSignatures() {
  const [tally] = await db.select().from(tallies).where(eq(tallies.name, "facebook.signature_refused"));
  return tally ? { count: tally.count, lastAt: tally.lastAt } : null;
}

/** A message that went out since disproves it; an ended access has a line of its own. */
async function standingRefusal(check: CheckRow, now: Date): Promise<ChannelRefusal | null> {
  const { refusal, refusedAt } = check;
  if (!refusal || !refusedAt || refusal.code === 190) return null;
  if (now.getTime() - refusedAt.getTime() > REFUSAL_COUNTS_FOR) return null;
  const visibility = refusal.public ? "public" : "private";
  const disproved = await wasSentSince(check.channelId, visibility, refusedAt);
  return disproved ? null : { ...refusal, at: refusedAt };
}

async function wasSentSince(
  channelId: string,
  visibility: "public" | "private",
  since: Date,
): Promise<boolean> {
  const [sent] = await db
    .select({ id: messages.id })
    .from(conversations)
    .innerJoin(messages, eq(messages.conversationId, conversations.id))
    .where(
      and(
        eq(conversations.channelId, channelId),
        inArray(conversations.status, conversationStatus.enumValues),
        gt(conversations.lastMessageAt, since),
        gt(messages.sentAt, since),
        eq(messages.direction, "out"),
        eq(messages.visibility, visibility),
        inArray(messages.status, ["sent", "delivered", "read"]),
      ),
    )
    .orderBy(desc(conversations.lastMessageAt))
    .limit(1);
  return sent !== undefined;
}
