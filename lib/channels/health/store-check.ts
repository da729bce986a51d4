import { eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channelChecks } from "@/db/schema/channel-health";
import { channels } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { endTokenWithin } from "@/lib/channels/end-token";
import { type ChannelRow, lockChannel } from "@/lib/channels/find-channel";
import { startGapRun } from "@/lib/channels/start-history-run";
import { wakeWaiting } from "@/lib/channels/wake-waiting";
import { recordEvent } from "@/lib/events/record-event";
import { rootProblems } from "./check-lines";
import type { PlatformFacts } from "./facts";
import type { Repair } from "./repair-subscription";
import type { CheckLine, CheckReason } from "./shapes";
import { tellOfCheck } from "./tell-of-check";
import { whySendingStops } from "./why-sending-stops";

/** Until the schedule looks again. */
export const CHECK_EVERY_MS = 5 * 60_000;

export interface FinishedCheck {
  /** As it was when the platform was asked. */
  channel: ChannelRow;
  startedAt: Date;
  because: CheckReason;
  agent: Agent | null;
  lines: CheckLine[];
  platform: PlatformFacts;
  /** How the subscription was changed within this very check-up. */
  repair: Repair | null;
  /** A lost one was put back. */
  repaired: boolean;
  repairedAt: Date[];
}

/**
 * Stores what a check-up found, and lets it be known: the channel's problems, the notifications, the screens.
 *
 * @returns false when the channel was connected anew or its Public switch moved meanwhile, so that it doesn't hold any more.
 */
export async function storeCheck(check: FinishedCheck): Promise<boolean> {
  return db.transaction(async (tx) => {
    const channel = await lockChannel(tx, check.channel.id);
    const { accessTokenEncrypted, isPublic } = check.channel;
    if (channel.accessTokenEncrypted !== accessTokenEncrypted || channel.isPublic !== isPublic)
      return channel.disconnectedAt !== null;

    const [before] = await tx.select().from(channelChecks).where(eq(channelChecks.channelId, channel.id));
    if (before?.checkedAt && before.checkedAt > check.startedAt) return true; // a newer one was faster
    await storeLines(tx, check);
    await changeChannel(tx, channel, check);
    await tellOfCheck(tx, channel, check);
    if (check.agent || statesOf(before?.lines) !== statesOf(check.lines))
      await recordEvent(tx, { type: "channel.checked", details: { channelId: channel.id } });
    return true;
  });
}

async function storeLines(tx: Tx, { channel, startedAt, because, agent, lines, repairedAt }: FinishedCheck) {
  const stored = {
    lines,
    checkedAt: startedAt,
    because,
    checkedById: agent?.id ?? null,
    dueAt: new Date(startedAt.getTime() + CHECK_EVERY_MS),
    repairedAt,
  };
  await tx
    .insert(channelChecks)
    .values({ channelId: channel.id, ...stored })
    .onConflictDoUpdate({ target: channelChecks.channelId, set: stored });
}

/** The channel itself says what is broken, so that lists and composers know without asking for a check-up. */
async function changeChannel(tx: Tx, channel: ChannelRow, check: FinishedCheck) {
  const { token } = check.platform;
  if (token.state === "told" && !token.told.valid)
    await endTokenWithin(tx, channel.id, channel.accessTokenEncrypted, token.told.endedBy ?? "debug_token");

  const problems = problemsAfter(channel.problems, check.lines);
  const revived = token.state === "told" && token.told.valid && channel.tokenState === "invalid";
  const { fields = null, refused = null, regained = [] } = check.repair ?? {};
  if (regained.includes("messages")) await startGapRun(tx, channel.id, "subscribed");
  const permissions = token.state === "told" && token.told.valid ? token.told.permissions : null;
  const changes = {
    ...(problems.join() !== channel.problems.join() && { problems }),
    ...(revived && { tokenState: "valid" as const, tokenProblem: null }),
    ...(fields && { subscribedFields: fields }),
    ...(refused && { refusedFields: refused }),
    ...(permissions &&
      permissions.join() !== channel.grantedPermissions.join() && { grantedPermissions: permissions }),
  };
  if (Object.keys(changes).length === 0) return;

  await tx
    .update(channels)
    .set({ ...changes, revision: sql`${channels.revision} + 1` })
    .where(eq(channels.id, channel.id));
  await recordEvent(tx, {
    type: "channel.changed",
    channelId: channel.id,
    actorId: check.agent?.id ?? null,
    details: {
      checkUp: { problems, ...(revived && { token: "valid" }), ...(fields && { subscribedFields: fields }) },
    },
  });
  // What waited because nothing could be sent goes out now.
  if (revived || (whySendingStops(channel.problems) && !whySendingStops(problems)))
    await wakeWaiting(tx, channel.id);
}

/** What can't be looked at just now stays as broken as it was. */
export function problemsAfter(before: readonly string[], lines: readonly CheckLine[]): string[] {
  const roots = rootProblems(lines);
  const dark = new Set(lines.filter(({ state }) => state === "unknown").map(({ id }) => id));
  return [...roots, ...before.filter((id) => dark.has(id) && !roots.includes(id))];
}

const statesOf = (lines: unknown[] = []) =>
  (lines as CheckLine[])
    .map(({ id, state, words }) => `${id} ${state} ${state === "ok" ? "" : withoutNumbers(words)}`)
    .join("\n");

/** "3 minutes ago" becomes "4 minutes ago" by itself: that is no news. */
const withoutNumbers = (words: string) => words.replaceAll(/\d+ (minute|hour|day)s?/g, "");
