import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { historyRuns } from "@/db/schema/history-runs";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { findChannel } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { recordEvent } from "@/lib/events/record-event";

/** Ends the reading that is under way, after the page that is being read. What came in stays. Asking twice is harmless. */
export async function cancelHistory(agent: Agent, channelId: string) {
  requireRole(agent, "admin");
  await findChannel(channelId);
  await db.transaction(async (tx) => {
    const cancelled = await tx
      .update(historyRuns)
      .set({ state: "cancelled", finishedAt: clock.now(), leasedUntil: null, problem: null })
      .where(and(eq(historyRuns.channelId, channelId), eq(historyRuns.state, "running")))
      .returning({ id: historyRuns.id });
    if (cancelled.length > 0)
      await recordEvent(tx, { type: "history.changed", actorId: agent.id, details: { channelId } });
  });
}
