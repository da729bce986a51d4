import { eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { platformApps } from "@/db/schema/channels";
import { encrypt } from "@/lib/encryption";
import { AppError } from "@/lib/errors";
import { type AppCredentials, appCredentials, installationApp } from "./channel-credentials";
import { newSecret } from "./logins/login-secret";

export interface ChosenApp extends AppCredentials {
  /** It came with this request, beside the installation's own: its secret has to be kept. */
  brought: boolean;
}

/**
 * The app that a token belongs to: the installation's own unless another is named.
 *
 * @throws AppError `invalid` when the request and what is known don't give an id and its secret.
 */
export async function chooseApp(appId?: string, appSecret?: string): Promise<ChosenApp> {
  const own = installationApp();
  if (appSecret && !appId) throw new AppError("invalid", "Give appId together with appSecret.");
  if (!appId || appId === own?.appId) return ownApp(own, appSecret);
  if (appSecret) return { appId, appSecret, brought: true };

  const known = await appCredentials(appId, db);
  if (!known)
    throw new AppError("invalid", `Pagedesk doesn't know the app ${appId} yet. Give its appSecret too.`);
  return { ...known, brought: false };
}

function ownApp(own: AppCredentials | null, appSecret: string | undefined): ChosenApp {
  if (!own)
    throw new AppError(
      "invalid",
      "This installation has no Facebook app of its own. Give appId and appSecret, or set FACEBOOK_APP_ID and FACEBOOK_APP_SECRET.",
    );
  if (appSecret && appSecret !== own.appSecret)
    throw new AppError("invalid", "This appSecret differs from the installation's FACEBOOK_APP_SECRET.");
  return { ...own, brought: false };
}

/** Keeps an app that an admin brought along; its verify token is made once and stays. */
export async function storeApp(tx: Tx, { appId, appSecret }: AppCredentials) {
  const secretEncrypted = encrypt(appSecret);
  await tx
    .insert(platformApps)
    .values({ id: appId, kind: "facebook", secretEncrypted, verifyToken: newSecret() })
    .onConflictDoUpdate({
      target: platformApps.id,
      set: { secretEncrypted },
      setWhere: eq(platformApps.kind, sql`excluded.kind`),
    });
}
