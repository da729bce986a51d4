import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { recordEvent } from "@/lib/events/record-event";
import { channelCredentials } from "./channel-credentials";
import { platformProblem } from "./connect-errors";
import { GraphFailure } from "./facebook/ask-graph";
import { unsubscribePage } from "./facebook/subscription";
import { findChannel, lockChannel } from "./find-channel";
import { presentChannel } from "./present-channel";
import type { ChannelShape } from "./shapes";

/**
 * Nothing new arrives any more; the channel stays connected and can still answer.
 *
 * @throws AppError `platform_unreachable` or `platform_refused`: then messages may still arrive, and we say so.
 */
export async function unsubscribeChannel(agent: Agent, channelId: string): Promise<ChannelShape> {
  requireRole(agent, "admin");
  const { channel } = await findChannel(channelId);
  const credentials = await channelCredentials(channel);
  if (credentials)
    await unsubscribePage(credentials).catch((failure: unknown) => {
      // A token that is over receives nothing either way.
      if (failure instanceof GraphFailure && failure.error?.code !== 190)
        throw platformProblem(failure, `to unsubscribe ${channel.name}`);
      if (!(failure instanceof GraphFailure)) throw failure;
    });

  await db.transaction(async (tx) => {
    const { subscribedFields, problems } = await lockChannel(tx, channelId);
    if (subscribedFields.length === 0 && !problems.includes("subscription")) return;
    await tx
      .update(channels)
      .set({
        subscribedFields: [],
        refusedFields: [],
        // From now on it is wanted so.
        problems: problems.filter((problem) => problem !== "subscription"),
        revision: sql`${channels.revision} + 1`,
      })
      .where(eq(channels.id, channelId));
    await recordEvent(tx, {
      type: "channel.changed",
      channelId,
      actorId: agent.id,
      details: { subscribedFields: [] },
    });
  });
  return presentChannel(await findChannel(channelId));
}
