import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { log } from "@/lib/log";
import { findChannel, lockChannel } from "./find-channel";
import { presentChannel } from "./present-channel";
import type { ChannelShape } from "./shapes";
import { settleSubscription } from "./subscribe-channel";
import { wakeWaiting } from "./wake-waiting";

/** A year; longer means "always", which is null. */
const LONGEST_REOPENING_HOURS = 8760;

export const channelChangesSchema = z.strictObject({
  name: z.string().trim().min(1, "must not be empty").max(200, "must have at most 200 characters").optional(),
  active: z.boolean().optional(),
  public: z.boolean().optional(),
  externalUserId: z.uuid().nullable().optional(),
  /** Messenger accepts 2,000 at most. */
  lengthLimit: z.int().min(1, "must be at least 1").max(2000, "must be at most 2000").optional(),
  reopenWithinHours: z.int().min(0).max(LONGEST_REOPENING_HOURS).nullable().optional(),
  seenPolicy: z.enum(["on_opening", "on_reply", "never"]).optional(),
  humanAgent: z.boolean().optional(),
  publicApproval: z.boolean().optional(),
});

export type ChannelChanges = z.infer<typeof channelChangesSchema>;

/**
 * Changes a channel's settings. Switching `public` changes the webhook fields that are needed, so the Page is
 * subscribed anew at once; where that fails the setting stays, the channel shows what is missing, and its check-ups try
 * again.
 *
 * @throws AppError `not_found`, or `invalid` when the external user isn't one.
 */
export async function updateChannel(
  agent: Agent,
  channelId: string,
  changes: ChannelChanges,
): Promise<ChannelShape> {
  requireRole(agent, "admin");
  const resubscribe = await db.transaction(async (tx) => {
    const channel = await lockChannel(tx, channelId);
    if (changes.externalUserId) await requireExternalUser(tx, changes.externalUserId);

    const { public: isPublic = channel.isPublic, ...settings } = changes;
    await tx
      .update(channels)
      .set({ ...settings, isPublic, revision: sql`${channels.revision} + 1` })
      .where(eq(channels.id, channelId));
    await recordEvent(tx, { type: "channel.changed", channelId, actorId: agent.id, details: { ...changes } });
    if (changes.active && !channel.active) await wakeWaiting(tx, channelId);
    return isPublic !== channel.isPublic && channel.subscribedFields.length > 0;
  });
  if (resubscribe) await subscribeAnew(agent, channelId);

  return presentChannel(await findChannel(channelId));
}

async function requireExternalUser(tx: Tx, userId: string) {
  const [user] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.role, "external"), isNull(users.disabledAt)));
  if (!user)
    throw new AppError("invalid", "Choose an external user: one that can't sign in and isn't disabled.");
}

async function subscribeAnew(agent: Agent, channelId: string) {
  await settleSubscription(agent, channelId).catch((error: unknown) => {
    log.warn({ channelId, err: error }, "the Page could not be subscribed anew");
  });
}
