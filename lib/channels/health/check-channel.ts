import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { channelChecks } from "@/db/schema/channel-health";
import type { Agent } from "@/lib/auth/agent";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import { type ChannelRow, findChannel } from "@/lib/channels/find-channel";
import { mayCall } from "@/lib/channels/pacing";
import { channelOf } from "@/lib/channels/registry";
import { clock } from "@/lib/clock";
import { checkLines } from "./check-lines";
import type { PlatformFacts } from "./facts";
import { type CheckRow, readOwnFacts, recentRepairs } from "./own-facts";
import { repairSubscription } from "./repair-subscription";
import type { CheckReason } from "./shapes";
import { type FinishedCheck, storeCheck } from "./store-check";
import { wantCheck } from "./want-check";

/** How often two reconnections may come in between before the next scheduled check-up has to do. */
const MOST_TRIES = 3;

/**
 * Looks how a channel is: asks the platform, judges, repairs what was lost by itself, and stores what it found. A
 * platform that can't be reached makes lines "not known", never broken. Running it twice is harmless.
 *
 * @param agent who asked for it; without one it runs by itself.
 * @throws AppError `not_found`.
 */
export async function checkChannel(
  channelId: string,
  because: CheckReason,
  agent: Agent | null = null,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { channel } = await findChannel(channelId);
    if (channel.disconnectedAt) return;
    if (await storeCheck(await look(channel, because, agent))) return;
    // It was connected anew meanwhile: what was found is about an access that is no longer used.
  }
}

interface Wish {
  channelId: string;
  because: Exclude<CheckReason, "admin">;
}

/** The job `check-channel`. A scheduled one waits while the platform asks to be left alone; the others are wanted now. */
export async function checkChannelByItself({ channelId, because }: Wish) {
  const busyUntil = because === "schedule" ? await platformBusyUntil(channelId) : null;
  if (busyUntil) await db.transaction((tx) => wantCheck(tx, channelId, because, busyUntil));
  else await checkChannel(channelId, because);
}

/** Other pauses are about sending, and what a check-up finds may end them. */
async function platformBusyUntil(channelId: string): Promise<Date | null> {
  const { channel } = await findChannel(channelId);
  const leave = await mayCall(channel, "health");
  return !leave.granted && leave.reason === "platform_busy" ? leave.until : null;
}

async function look(channel: ChannelRow, because: CheckReason, agent: Agent | null): Promise<FinishedCheck> {
  const startedAt = clock.now();
  const credentials = await channelCredentials(channel);
  const told = credentials ? await channelOf(channel.kind).inspect(credentials) : withoutAccess;
  const check = await findCheckRow(channel.id);
  const own = await readOwnFacts(channel, check, told.newest, startedAt);

  const repair = credentials ? await repairSubscription(channel, credentials, told, own) : null;
  const repaired = (repair?.regained.length ?? 0) > 0;
  const platform = repair?.fields ? withFields(told, repair.fields) : told;
  const refusedFields = repair?.refused ?? own.refusedFields;
  return {
    channel,
    startedAt,
    because,
    agent,
    lines: checkLines({ platform, own: { ...own, refusedFields }, now: startedAt }),
    platform,
    repair,
    repaired,
    repairedAt: [...recentRepairs(check, startedAt), ...(repair?.fields ? [startedAt] : [])],
  };
}

async function findCheckRow(channelId: string): Promise<CheckRow | undefined> {
  const [check] = await db.select().from(channelChecks).where(eq(channelChecks.channelId, channelId));
  return check;
}

function withFields(platform: PlatformFacts, fields: string[]): PlatformFacts {
  const otherApps = platform.subscription.state === "told" ? platform.subscription.told.otherApps : [];
  return { ...platform, subscription: { state: "told", told: { fields, otherApps } } };
}

const notAsked = {
  state: "refused",
  code: 0,
  subcode: null,
  detail: "Pagedesk holds no readable access.",
} as const;

/** No token, one that can't be read, or an app whose secret isn't known: there is nothing to ask with. */
const withoutAccess: PlatformFacts = {
  token: notAsked,
  subscription: notAsked,
  callback: notAsked,
  routing: notAsked,
  newest: notAsked,
  clockAheadSeconds: null,
};
