import { z } from "zod";
import type { AppCredentials } from "@/lib/channels/channel-credentials";
import { askGraph, graphId } from "./ask-graph";
import { loginRedirectUrl } from "./login-dialog";

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().nullish().catch(null),
});

export interface UserToken {
  accessToken: string;
  /** null = it has no end of its own. */
  expiresInSeconds: number | null;
}

/**
 * The code of the dialog becomes a token. Each code is good for one exchange.
 *
 * @throws GraphFailure 100/36009 used, 100/36007 expired, 100/36008 another return address, 1 wrong secret.
 */
export async function exchangeCode({ appId, appSecret }: AppCredentials, code: string): Promise<UserToken> {
  const query = { client_id: appId, client_secret: appSecret, redirect_uri: loginRedirectUrl(), code };
  return userToken(
    await askGraph({ method: "GET", path: "/oauth/access_token", query, appSecret }, tokenSchema),
  );
}

/** About 60 days instead of an hour. Page tokens read with a long-lived token have no end of their own. */
export async function lengthenToken(
  { appId, appSecret }: AppCredentials,
  accessToken: string,
): Promise<UserToken> {
  const query = {
    grant_type: "fb_exchange_token",
    client_id: appId,
    client_secret: appSecret,
    fb_exchange_token: accessToken,
  };
  return userToken(
    await askGraph({ method: "GET", path: "/oauth/access_token", query, appSecret }, tokenSchema),
  );
}

const inspectionSchema = z.object({
  data: z.object({
    app_id: graphId.nullish(),
    type: z.string().nullish(),
    is_valid: z.boolean().nullish(),
    expires_at: z.coerce.number().nullish().catch(null),
    profile_id: graphId.nullish().catch(null),
    scopes: z.array(z.string()).nullish().catch(null),
    granular_scopes: z
      .array(z.object({ scope: z.string(), target_ids: z.array(graphId).nullish().catch(null) }))
      .nullish()
      .catch(null),
    error: z.object({ code: z.coerce.number(), subcode: z.coerce.number().nullish() }).nullish().catch(null),
  }),
});

export interface TokenInspection {
  appId: string | null;
  /** `USER`, `PAGE`, `APP` or `SYSTEM_USER`. */
  type: string | null;
  valid: boolean;
  /** Without an end of its own. */
  permanent: boolean;
  scopes: string[];
  /** Which Pages each permission was given for; null = for all of them. */
  granular: { scope: string; targetIds: string[] | null }[];
  /** `code/subcode` of what ended it. */
  problem: string | null;
}

/** What a token is. @throws GraphFailure. */
export async function inspectToken(
  { appId, appSecret }: AppCredentials,
  inputToken: string,
): Promise<TokenInspection> {
  const { data } = await askGraph(
    {
      method: "GET",
      path: "/debug_token",
      query: { input_token: inputToken },
      accessToken: `${appId}|${appSecret}`,
      appSecret,
    },
    inspectionSchema,
  );
  return {
    appId: data.app_id ?? null,
    type: data.type ?? null,
    valid: data.is_valid !== false,
    permanent: data.expires_at === 0,
    scopes: data.scopes ?? [],
    granular: (data.granular_scopes ?? []).map(({ scope, target_ids }) => ({
      scope,
      targetIds: target_ids ?? null,
    })),
    problem: data.error ? [data.error.code, data.error.subcode].filter(Boolean).join("/") : null,
  };
}

const accountSchema = z.object({ id: graphId, name: z.string().nullish() });

/** Who signed in at Facebook. @throws GraphFailure. */
export async function fetchAccount({ appSecret }: AppCredentials, accessToken: string) {
  const account = await askGraph(
    { method: "GET", path: "/me", query: { fields: "id,name" }, accessToken, appSecret },
    accountSchema,
  );
  return { id: account.id, name: account.name ?? null };
}

const permissionsSchema = z.object({
  data: z.array(z.object({ permission: z.string(), status: z.string() })),
});

/** What the person said to each permission, now or earlier. @throws GraphFailure. */
export async function fetchPermissions({ appSecret }: AppCredentials, accessToken: string) {
  const { data } = await askGraph(
    { method: "GET", path: "/me/permissions", accessToken, appSecret },
    permissionsSchema,
  );
  const named = (wanted: boolean) =>
    data.filter(({ status }) => (status === "granted") === wanted).map(({ permission }) => permission);
  return { granted: named(true), declined: named(false) };
}

const userToken = ({ access_token, expires_in }: z.output<typeof tokenSchema>): UserToken => ({
  accessToken: access_token,
  expiresInSeconds: expires_in || null,
});
