import { randomInt } from "node:crypto";
import { and, eq, isNull, max } from "drizzle-orm";
import { db } from "@/db/client";
import { channelTrials } from "@/db/schema/channel-health";
import { deliveries, tallies } from "@/db/schema/deliveries";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { findChannel } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { presentTrial } from "./present-trial";
import type { TrialShape } from "./shapes";

/**
 * Begins to watch for a test message; an earlier one of the same admin on this channel is over.
 *
 * @throws AppError `forbidden`, `not_found`.
 */
export async function beginTrial(agent: Agent, channelId: string): Promise<TrialShape> {
  requireRole(agent, "admin");
  const { channel } = await findChannel(channelId);
  const trial = await db.transaction(async (tx) => {
    const now = clock.now();
    await tx.update(channelTrials).set({ endedAt: now }).where(openTrialOf(agent, channelId));
    const [newest] = await tx.select({ id: max(deliveries.id) }).from(deliveries);
    const [refused] = await tx.select().from(tallies).where(eq(tallies.name, "facebook.signature_refused"));
    const [begun] = await tx
      .insert(channelTrials)
      .values({
        channelId,
        startedById: agent.id,
        // Short enough to be typed on a phone, and nobody writes it by chance.
        code: `PD${randomInt(100_000, 1_000_000)}`,
        startedAt: now,
        afterDeliveryId: newest?.id ?? 0,
        refusedBefore: refused?.count ?? 0,
      })
      .returning();
    return begun!;
  });
  return presentTrial(trial, channel, null);
}

export const openTrialOf = (agent: Agent, channelId: string) =>
  and(
    eq(channelTrials.channelId, channelId),
    eq(channelTrials.startedById, agent.id),
    isNull(channelTrials.endedAt),
  );

/** Ends it without a result. Asking twice is harmless. */
export async function endTrial(agent: Agent, channelId: string) {
  requireRole(agent, "admin");
  await findChannel(channelId);
  await db.update(channelTrials).set({ endedAt: clock.now() }).where(openTrialOf(agent, channelId));
}
