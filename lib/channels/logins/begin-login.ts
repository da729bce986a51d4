import { addMinutes } from "date-fns";
import { and, eq, isNull, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { channelLogins, channels } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { installationApp } from "@/lib/channels/channel-credentials";
import { loginDialogUrl } from "@/lib/channels/facebook/login-dialog";
import { findChannel } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { LoginRow } from "./find-login";
import { hashSecret, newSecret } from "./login-secret";

/** How long the dialog may take before its return is refused. */
export const LOGIN_MINUTES = 10;

export interface LoginWish {
  /** Ask again for what was declined before. */
  rerequest?: boolean;
  /** The channel whose access is to be renewed. */
  channelId?: string;
  /** Ask for posts and comments too; unless told, where a channel has them switched on. */
  public?: boolean;
}

export interface BegunLogin {
  login: LoginRow;
  /** The dialog's address. */
  url: string;
  /** Goes to the browser's cookie and nowhere else. */
  browserSecret: string;
}

/**
 * Starts a walk through Facebook's dialog, bound to this admin and to this browser; with `channelId` to renew the access
 * of that channel.
 *
 * @throws AppError `forbidden`, or `unavailable` when the installation has no Facebook app.
 */
export async function beginLogin(agent: Agent, wish: LoginWish = {}): Promise<BegunLogin> {
  requireRole(agent, "admin");
  const { channelId, rerequest = false } = wish;
  const isPublic = wish.public ?? (await wantsPublic(channelId));
  const app = installationApp();
  if (!app)
    throw new AppError(
      "unavailable",
      "This installation has no Facebook app yet. Set FACEBOOK_APP_ID and FACEBOOK_APP_SECRET, then restart Pagedesk.",
    );

  const [state, browserSecret] = [newSecret(), newSecret()];
  const login = await db.transaction(async (tx) => {
    const now = clock.now();
    // A sign-in that can't be continued any more has no use for its token.
    await tx
      .update(channelLogins)
      .set({ userTokenEncrypted: null })
      .where(and(eq(channelLogins.userId, agent.id), lt(channelLogins.expiresAt, now)));
    const [begun] = await tx
      .insert(channelLogins)
      .values({
        kind: "facebook",
        userId: agent.id,
        channelId,
        stateHash: hashSecret(state),
        browserHash: hashSecret(browserSecret),
        expiresAt: addMinutes(now, LOGIN_MINUTES),
        createdAt: now,
      })
      .returning();
    return begun!;
  });
  return { login, url: loginDialogUrl(app.appId, state, { rerequest, public: isPublic }), browserSecret };
}

/** What was asked for once is asked for again: for the channel in question, or for any. */
async function wantsPublic(channelId: string | undefined): Promise<boolean> {
  if (channelId) return (await findChannel(channelId)).channel.isPublic;
  const [found] = await db
    .select({ id: channels.id })
    .from(channels)
    .where(and(isNull(channels.disconnectedAt), eq(channels.isPublic, true)))
    .limit(1);
  return found !== undefined;
}
