import { env } from "@/lib/env";
import { permissionsToAsk } from "./permissions";

/** Where the dialog returns to. The exchange must repeat it letter by letter. */
export const loginRedirectUrl = () => `${env.APP_URL}/api/channels/facebook/callback`;

/**
 * The address of Facebook's dialog. Without `rerequest` Facebook silently leaves out what was declined before.
 * Facebook Login for Business asks by a configuration instead of a list of permissions: what that holds is asked for.
 */
export function loginDialogUrl(
  appId: string,
  state: string,
  wish: { rerequest: boolean; public: boolean },
): string {
  const url = new URL(`${env.FACEBOOK_DIALOG_URL}/${env.FACEBOOK_GRAPH_VERSION}/dialog/oauth`);
  url.searchParams.set("client_id", appId);
  url.searchParams.set("redirect_uri", loginRedirectUrl());
  url.searchParams.set("state", state);
  url.searchParams.set("response_type", "code");
  url.searchParams.set("display", "popup");
  if (env.FACEBOOK_CONFIG_ID) url.searchParams.set("config_id", env.FACEBOOK_CONFIG_ID);
  else url.searchParams.set("scope", permissionsToAsk(wish).join(","));
  if (wish.rerequest) url.searchParams.set("auth_type", "rerequest");
  return url.href;
}
