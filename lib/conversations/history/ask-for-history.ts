import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { historyRuns } from "@/db/schema/history-runs";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { lockChannel } from "@/lib/channels/find-channel";
import { startGapRun, startImport } from "@/lib/channels/start-history-run";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { presentRun } from "./present-run";
import type { HistoryRunShape, NewHistoryRun } from "./shapes";

/**
 * An admin wants a channel's history read: to import what was said before, or to look for what is missing.
 *
 * @returns the run; the one under way where there is one, for a channel is read once at a time.
 * @throws AppError `not_found`, `reconnect_needed`.
 */
export async function askForHistory(
  agent: Agent,
  channelId: string,
  wish: NewHistoryRun,
): Promise<HistoryRunShape> {
  requireRole(agent, "admin");
  return db.transaction(async (tx) => {
    const channel = await lockChannel(tx, channelId);
    if (channel.disconnectedAt || channel.tokenState !== "valid")
      throw new AppError("reconnect_needed", `Pagedesk has no access to ${channel.name}. Connect it again.`);

    const asked = { reason: "asked", actorId: agent.id } as const;
    const started =
      wish.kind === "import"
        ? await startImport(tx, channelId, wish.days, asked)
        : await startGapRun(tx, channelId, "asked", agent.id);
    if (started)
      await recordEvent(tx, { type: "history.changed", actorId: agent.id, details: { channelId } });
    return presentRun(started ?? (await findUnderWay(tx, channelId)));
  });
}

async function findUnderWay(tx: Tx, channelId: string) {
  const [run] = await tx
    .select()
    .from(historyRuns)
    .where(and(eq(historyRuns.channelId, channelId), eq(historyRuns.state, "running")));
  if (!run) throw new AppError("conflict", "The reading that was under way has just ended. Try again.");
  return run;
}
