import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { channels, platformApps } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { appCredentials, installationApp } from "@/lib/channels/channel-credentials";
import { platformProblem } from "@/lib/channels/connect-errors";
import { type SpeakingApp, subscribeApp } from "@/lib/channels/facebook/app-subscription";
import { GraphFailure } from "@/lib/channels/facebook/ask-graph";
import { type ChannelRow, findChannel } from "@/lib/channels/find-channel";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { callbackUrlsOf } from "./own-facts";
import { wantCheck } from "./want-check";

/**
 * Makes the platform deliver the app's events to this installation again, for every Page of the app. Never done by
 * itself: two installations that took it back in turn would fight for ever.
 *
 * @throws AppError `unavailable` when the app's secret or verify token isn't known here, `platform_refused` when
 * Facebook could not reach us, `platform_unreachable`.
 */
export async function takeBackCallback(agent: Agent, channelId: string): Promise<void> {
  requireRole(agent, "admin");
  const { channel } = await findChannel(channelId);
  const app = await appCredentials(channel.appId);
  const verifyToken = await verifyTokenOf(channel);
  if (!app || !verifyToken)
    throw new AppError(
      "unavailable",
      "Pagedesk doesn’t know this app’s secret and verify token. Set FACEBOOK_APP_SECRET and FACEBOOK_VERIFY_TOKEN, then restart Pagedesk.",
    );

  const [callbackUrl] = callbackUrlsOf(channel.appId, app.appId);
  await ask(app, callbackUrl!, verifyToken);
  await db.transaction(async (tx) => {
    await recordEvent(tx, {
      type: "channel.changed",
      channelId,
      actorId: agent.id,
      details: { callbackUrl, appId: app.appId },
    });
    const shared = channel.appId ? eq(channels.appId, channel.appId) : isNull(channels.appId);
    const others = await tx
      .select({ id: channels.id })
      .from(channels)
      .where(and(shared, isNull(channels.disconnectedAt)));
    for (const { id } of others) await wantCheck(tx, id, "connected");
  });
}

async function verifyTokenOf({ appId }: ChannelRow): Promise<string | null> {
  if (appId === null || appId === installationApp()?.appId) return env.FACEBOOK_VERIFY_TOKEN ?? null;
  const [app] = await db.select().from(platformApps).where(eq(platformApps.id, appId));
  return app?.verifyToken ?? null;
}

async function ask(app: SpeakingApp, callbackUrl: string, verifyToken: string) {
  try {
    await subscribeApp(app, callbackUrl, verifyToken);
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    if (failure.error?.code !== HANDSHAKE_FAILED)
      throw platformProblem(failure, "to deliver to this address");
    throw new AppError(
      "platform_refused",
      `Facebook could not make its handshake with ${callbackUrl}. The address must be reachable from the internet over https.`,
      { details: { detail: failure.detail, code: failure.error.code }, cause: failure },
    );
  }
}

/** Meta names no number; this is the one seen in the field. */
const HANDSHAKE_FAILED = 2200;
