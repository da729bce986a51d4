import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { clock } from "@/lib/clock";
import { recordEvent } from "@/lib/events/record-event";
import { log } from "@/lib/log";
import { channelCredentials } from "./channel-credentials";
import { GraphFailure } from "./facebook/ask-graph";
import { unsubscribePage } from "./facebook/subscription";
import { type ChannelRow, findChannel, lockChannel } from "./find-channel";
import { forgetProblems } from "./health/tell-of-check";

/** Forgets a channel's token. Conversations and settings stay, and connecting it again brings it back as it was. */
export async function disconnectChannel(agent: Agent, channelId: string) {
  requireRole(agent, "admin");
  const { channel: known } = await findChannel(channelId);
  if (known.disconnectedAt) return;

  await unsubscribeAsWellAsPossible(known);
  await db.transaction(async (tx) => {
    const channel = await lockChannel(tx, channelId);
    if (channel.disconnectedAt) return;
    await tx
      .update(channels)
      .set({
        accessTokenEncrypted: null,
        tokenState: "missing",
        tokenProblem: null,
        problems: [],
        grantedPermissions: [],
        subscribedFields: [],
        disconnectedAt: clock.now(),
        revision: sql`${channels.revision} + 1`,
      })
      .where(eq(channels.id, channelId));
    await recordEvent(tx, {
      type: "channel.changed",
      channelId,
      actorId: agent.id,
      details: { disconnected: true },
    });
    await forgetProblems(tx, channel);
  });
}

/** Disconnecting must be possible with a dead token and with the platform away: what still arrives is kept. */
async function unsubscribeAsWellAsPossible(channel: ChannelRow) {
  const credentials = await channelCredentials(channel);
  if (!credentials) return;
  await unsubscribePage(credentials).catch((failure: unknown) => {
    if (!(failure instanceof GraphFailure)) throw failure;
    log.warn({ channelId: channel.id, detail: failure.detail }, "the Page could not be unsubscribed");
  });
}
