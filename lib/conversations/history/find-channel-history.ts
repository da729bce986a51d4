import { and, desc, eq, gt, or, type SQL } from "drizzle-orm";
import { db } from "@/db/client";
import { historyRuns } from "@/db/schema/history-runs";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { findChannel } from "@/lib/channels/find-channel";
import { presentRun } from "./present-run";
import type { ChannelHistory } from "./shapes";

/** How far the reading of a channel's history is, and what it brought. @throws AppError `not_found`. */
export async function findChannelHistory(agent: Agent, channelId: string): Promise<ChannelHistory> {
  requireRole(agent, "admin");
  const { channel } = await findChannel(channelId);
  const gap = eq(historyRuns.kind, "gap");
  const brought = or(gt(historyRuns.messagesAdded, 0), gt(historyRuns.messagesOutOfReach, 0));
  return {
    import: await findNewest(channel.id, eq(historyRuns.kind, "import")),
    gap: await findNewest(channel.id, gap),
    lastFilling: await findNewest(channel.id, and(gap, brought)),
  };
}

async function findNewest(channelId: string, where: SQL | undefined) {
  const [run] = await db
    .select()
    .from(historyRuns)
    .where(and(eq(historyRuns.channelId, channelId), where))
    .orderBy(desc(historyRuns.createdAt), desc(historyRuns.id))
    .limit(1);
  return run ? presentRun(run) : null;
}
