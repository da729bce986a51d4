import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { channelChecks } from "@/db/schema/channel-health";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { findChannel } from "@/lib/channels/find-channel";
import { type ChannelCheckShape, channelCheckSchema } from "./shapes";

/** The last check-up of a channel. @throws AppError `forbidden`, `not_found`. */
export async function findCheck(agent: Agent, channelId: string): Promise<ChannelCheckShape> {
  requireRole(agent, "admin");
  await findChannel(channelId);
  const [found] = await db
    .select({ check: channelChecks, checkedBy: { id: users.id, name: users.name } })
    .from(channelChecks)
    .leftJoin(users, eq(users.id, channelChecks.checkedById))
    .where(eq(channelChecks.channelId, channelId));
  return channelCheckSchema.parse({
    channelId,
    checkedAt: found?.check.checkedAt?.toISOString() ?? null,
    because: found?.check.because ?? null,
    checkedBy: found?.checkedBy?.id ? found.checkedBy : null,
    lines: found?.check.lines ?? [],
  });
}
