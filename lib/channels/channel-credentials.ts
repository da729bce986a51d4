import { eq } from "drizzle-orm";
import { db, type Reader } from "@/db/client";
import { platformApps } from "@/db/schema/channels";
import { decrypt, UnreadableSecret } from "@/lib/encryption";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { ChannelCredentials } from "./channel";
import type { ChannelRow } from "./find-channel";
import { rememberToken } from "./health/whose-token";

export interface AppCredentials {
  appId: string;
  appSecret: string;
}

/**
 * What a channel needs to speak, decrypted. Null when it can't: no token, or an app whose secret isn't known.
 * Never keep or log the answer.
 */
export async function channelCredentials(
  channel: ChannelRow,
  reader: Reader = db,
): Promise<ChannelCredentials | null> {
  if (!channel.accessTokenEncrypted) return null;
  try {
    const app = await appCredentials(channel.appId, reader);
    const accessToken = decrypt(channel.accessTokenEncrypted);
    rememberToken(accessToken, { channelId: channel.id, channelExternalId: channel.externalId });
    return app && { channelExternalId: channel.externalId, accessToken, ...app };
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    log.error({ err: error, channelId: channel.id }, "a channel's token cannot be read; connect it again");
    return null;
  }
}

/** The secret of an app; `appId` null asks for the installation's own. */
export async function appCredentials(
  appId: string | null,
  reader: Reader = db,
): Promise<AppCredentials | null> {
  const own = installationApp();
  if (appId === null || appId === own?.appId) return own;

  const [app] = await reader.select().from(platformApps).where(eq(platformApps.id, appId));
  return app ? { appId: app.id, appSecret: decrypt(app.secretEncrypted) } : null;
}

/** The Facebook app that the installation was started with, if any. */
export function installationApp(): AppCredentials | null {
  if (!env.FACEBOOK_APP_ID || !env.FACEBOOK_APP_SECRET) return null;
  return { appId: env.FACEBOOK_APP_ID, appSecret: env.FACEBOOK_APP_SECRET };
}
