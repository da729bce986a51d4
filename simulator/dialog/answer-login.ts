import type { Platform } from "../platform";
import type { Grant, User } from "../world/entities";
import { grantedPermissions, mintToken, SHORT_LIFE_SECONDS } from "../world/tokens";
import { isGrantable, type LoginRequest, offeredPermissions } from "./login-request";

export interface LoginAnswer {
  pageIds: string[];
  permissions: string[];
}

/** Remembers what was allowed and gives back where the browser goes next. */
export function answerLogin(
  platform: Platform,
  request: LoginRequest,
  user: User,
  answer: LoginAnswer,
): string {
  // A business app in development, or one that asks for what cannot be granted, is refused after all the clicks.
  const { app } = request;
  const hopeless = app.mode === "development" || request.permissions.some((name) => !isGrantable(app, name));
  if (app.loginKind === "business" && hopeless) return refusalAddress(request);

  return successAddress(platform, request, user, keepGrant(platform, request, user, answer));
}

/** The redirect of a refusal, in exactly the words of reference 1.2. */
export function refusalAddress({ redirectUri, state }: LoginRequest): string {
  const address = new URL(redirectUri);
  const words = {
    error: "access_denied",
    error_code: "200",
    error_description: "Permissions error",
    error_reason: "user_denied",
    ...(state === null ? {} : { state }),
  };
  for (const [name, value] of Object.entries(words)) address.searchParams.set(name, value);
  return address.toString();
}

function keepGrant({ world }: Platform, request: LoginRequest, user: User, answer: LoginAnswer): Grant {
  const { app } = request;
  const key = `${user.id}:${app.id}`;
  const before = world.grants.get(key) ?? null;
  const allOrNothing = app.loginKind === "business";
  const permissions = { ...before?.permissions, public_profile: "granted" as const };
  for (const name of offeredPermissions(request, before))
    Object.assign(permissions, {
      [name]: allOrNothing || answer.permissions.includes(name) ? "granted" : "declined",
    });

  const known = pageIdsOf(user);
  const grant = {
    userId: user.id,
    appId: app.id,
    permissions,
    pageIds: answer.pageIds.filter((id) => known.has(id)),
  };
  world.grants.set(key, grant);
  world.changed();
  return grant;
}

function successAddress(platform: Platform, request: LoginRequest, user: User, grant: Grant): string {
  const { responseTypes, redirectUri, state } = request;
  const words = new URLSearchParams();
  if (responseTypes.includes("code")) words.set("code", mintCode(platform, request, user, grant));
  if (responseTypes.includes("token")) {
    words.set("access_token", mintUserToken(platform, request, user, grant));
    words.set("expires_in", String(SHORT_LIFE_SECONDS));
  }
  if (responseTypes.includes("granted_scopes")) {
    words.set("granted_scopes", grantedPermissions(grant).join(","));
    words.set(
      "denied_scopes",
      request.permissions.filter((name) => grant.permissions[name] === "declined").join(","),
    );
  }
  if (state !== null) words.set("state", state);

  const address = new URL(redirectUri);
  if (responseTypes.includes("token")) address.hash = words.toString();
  else for (const [name, value] of words) address.searchParams.set(name, value);
  return address.toString();
}

function mintCode(
  { world, clock }: Platform,
  { app, redirectUri }: LoginRequest,
  user: User,
  grant: Grant,
): string {
  const code = world.ids.nextWord("AQ", "code", 40);
  world.codes.set(code, {
    code,
    appId: app.id,
    userId: user.id,
    redirectUri,
    scopes: grantedPermissions(grant),
    issuedAt: clock.now(),
    used: false,
  });
  world.changed();
  return code;
}

function mintUserToken({ world, clock }: Platform, { app }: LoginRequest, user: User, grant: Grant): string {
  const expiresAt = clock.now() + SHORT_LIFE_SECONDS * 1_000;
  const scopes = grantedPermissions(grant);
  return mintToken(world, clock.now(), { kind: "USER", appId: app.id, userId: user.id, scopes, expiresAt })
    .token;
}

function pageIdsOf(user: User): Set<string> {
  return new Set(user.roles.map(({ pageId }) => pageId));
}
