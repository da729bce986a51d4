import { sendDeauthorization } from "../webhooks/callbacks";
import type { App, LoginCode } from "../world/entities";
import {
  endTokens,
  grantedPermissions,
  LONG_LIFE_SECONDS,
  mintToken,
  SHORT_LIFE_SECONDS,
  tokenFault,
} from "../world/tokens";
import { appOf, authenticate, checkRate, endedToken, findToken } from "./access";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { badParameter, GraphError } from "./graph-error";

const CODE_LIFE_MS = 10 * 60_000;

/** `GET /oauth/access_token`: a code, a short-lived token or the app's own secret becomes a token (reference 1.3, 1.4). */
export function exchangeToken(call: GraphCall): GraphAnswer {
  const app = clientOf(call);
  switch (call.text("grant_type")) {
    case "fb_exchange_token":
      return exchangeForLongLife(call, app);
    case "client_credentials":
      return { body: { access_token: appToken(call, app), token_type: "bearer" } };
    default:
      return exchangeCode(call, app);
  }
}

/** `GET /debug_token`: what a token is, for the app it belongs to. */
export function debugToken(call: GraphCall): GraphAnswer {
  const caller = authenticate(call);
  checkRate(call);
  const input = call.text("input_token");
  if (!input) throw badParameter("The parameter input_token is required");
  try {
    return { body: { data: describeToken(call, input, caller.appId) } };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return {
      body: {
        data: {
          is_valid: false,
          scopes: [],
          error: { code: error.code, message: error.message, subcode: error.subcode ?? undefined },
        },
      },
    };
  }
}

/** `GET /me/permissions`. */
export function listPermissions(call: GraphCall): GraphAnswer {
  const token = authenticate(call);
  const grant = token.userId ? call.platform.world.grant(token.userId, token.appId) : null;
  checkRate(call);
  const rows = Object.entries(grant?.permissions ?? {}).map(([permission, status]) => ({
    permission,
    status,
  }));
  return { body: { data: rows } };
}

/** `DELETE /me/permissions[/{name}]`: withdraws one, or removes the app and tells it so. */
export function deletePermissions(call: GraphCall): GraphAnswer {
  const { world, clock } = call.platform;
  const token = authenticate(call);
  const name = call.path[2];
  const grant = token.userId ? world.grant(token.userId, token.appId) : null;
  if (!grant) throw badParameter("The token does not belong to a user");

  if (name) delete grant.permissions[name];
  else removeApp(call.platform, grant.userId, appOf(call, token), clock.now());
  world.changed();
  return { body: { success: true } };
}

/** The account removes the app: its tokens answer 190/458, and the app is called back. */
export function removeApp(platform: GraphCall["platform"], userId: string, app: App, now: number): void {
  platform.world.grants.delete(`${userId}:${app.id}`);
  endTokens(platform.world, 458, (token) => token.userId === userId && token.appId === app.id);
  void sendDeauthorization(app, userId, now);
}

function exchangeCode(call: GraphCall, app: App): GraphAnswer {
  const { world } = call.platform;
  const code = world.codes.get(call.text("code") ?? "");
  if (!code || code.appId !== app.id) throw codeError("Invalid verification code format.");
  if (code.used) throw codeError("This authorization code has been used.", 36009);
  if (call.now - code.issuedAt > CODE_LIFE_MS) throw codeError("This authorization code has expired.", 36007);
  if (code.redirectUri !== (call.text("redirect_uri") ?? ""))
    throw codeError(
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
      36008,
    );
  code.used = true;
  return { body: bearer(call, app, code) };
}

function bearer(call: GraphCall, app: App, { userId, scopes }: LoginCode): object {
  const permanent = app.loginKind === "business" && app.loginToken === "system_user";
  const token = mintToken(call.platform.world, call.now, {
    kind: permanent ? "SYSTEM_USER" : "USER",
    appId: app.id,
    userId,
    scopes,
    expiresAt: permanent ? 0 : call.now + SHORT_LIFE_SECONDS * 1_000,
  });
  return {
    access_token: token.token,
    token_type: "bearer",
    ...(permanent ? {} : { expires_in: SHORT_LIFE_SECONDS }),
  };
}

function exchangeForLongLife(call: GraphCall, app: App): GraphAnswer {
  const { world } = call.platform;
  const short = findToken(call, call.text("fb_exchange_token") ?? "");
  const fault = tokenFault(world, short, call.now);
  if (fault !== null) throw endedToken(fault);
  if (short.appId !== app.id || short.kind !== "USER")
    throw badParameter("Access token does not belong to this application");

  const { kind, appId, userId, scopes } = short;
  const expiresAt = call.now + LONG_LIFE_SECONDS * 1_000;
  const token = mintToken(world, call.now, { kind, appId, userId, scopes, expiresAt });
  return { body: { access_token: token.token, token_type: "bearer", expires_in: LONG_LIFE_SECONDS } };
}

function appToken(call: GraphCall, app: App): string {
  const { world } = call.platform;
  const known = [...world.tokens.values()].find(({ kind, appId }) => kind === "APP" && appId === app.id);
  return (known ?? mintToken(world, call.now, { kind: "APP", appId: app.id, scopes: [] })).token;
}

function clientOf(call: GraphCall): App {
  const app = call.platform.world.apps.get(call.text("client_id") ?? "");
  if (!app)
    throw new GraphError({
      code: 101,
      challenge: "invalid_request",
      message: "Error validating application. Cannot get application info due to a system error.",
    });
  if (call.text("client_secret") !== app.secret)
    throw new GraphError({
      code: 1,
      status: 400,
      transient: false,
      challenge: "invalid_request",
      message: "Error validating client secret.",
    });
  return app;
}

function codeError(message: string, subcode?: number): GraphError {
  return new GraphError({ code: 100, subcode, challenge: "invalid_code", message });
}

function describeToken(call: GraphCall, input: string, callerAppId: string): object {
  const { world } = call.platform;
  const token = findToken(call, input);
  const app = appOf(call, token);
  if (token.appId !== callerAppId)
    throw new GraphError({
      code: 100,
      message: "(#100) The App_id in the input_token did not match the Viewing App",
    });
  const fault = tokenFault(world, token, call.now);
  const grant = token.userId ? world.grant(token.userId, token.appId) : null;
  const scopes = grant ? grantedPermissions(grant) : token.scopes;
  const error = fault === null ? null : endedToken(fault);
  return {
    app_id: app.id,
    type: token.kind,
    application: app.name,
    data_access_expires_at: Math.floor((token.issuedAt + 90 * 86_400_000) / 1_000),
    expires_at: Math.floor(token.expiresAt / 1_000),
    is_valid: error === null,
    issued_at: Math.floor(token.issuedAt / 1_000),
    scopes,
    granular_scopes: scopes.map((scope) => granular(scope, grant?.pageIds)),
    ...(token.userId ? { user_id: token.userId } : {}),
    ...(token.pageId ? { profile_id: token.pageId } : {}),
    ...(error
      ? { error: { code: error.code, message: error.message, subcode: error.subcode ?? undefined } }
      : {}),
  };
}

function granular(scope: string, pageIds: string[] | undefined): object {
  return scope.startsWith("pages_") && pageIds ? { scope, target_ids: pageIds } : { scope };
}
