import type { App, Grant, Token } from "./entities";
import type { World } from "./world";

/** Seconds a token from the dialog lives, and one that was exchanged for a long life. */
export const SHORT_LIFE_SECONDS = 5_121;
export const LONG_LIFE_SECONDS = 5_183_944;

type NewToken = Pick<Token, "kind" | "appId" | "scopes"> & Partial<Token>;

export function mintToken(world: World, now: number, given: NewToken): Token {
  const prefix = given.kind === "APP" ? `${given.appId}|` : "EAASim";
  const token: Token = {
    token: world.ids.nextWord(prefix, "token", 40),
    userId: null,
    pageId: null,
    issuedAt: now,
    expiresAt: 0,
    endedBy: null,
    ...given,
  };
  world.tokens.set(token.token, token);
  world.changed();
  return token;
}

/**
 * The Page token that a user token sees in `/me/accounts`. It is the same on every reading; a short-lived user token
 * hands out Page tokens that die with it (reference 1.4).
 */
export function pageTokenFor(world: World, now: number, userToken: Token, pageId: string): Token {
  for (const known of world.tokens.values())
    if (isPageTokenOf(known, userToken, pageId) && known.endedBy === null) return known;

  const longLived = userToken.kind === "SYSTEM_USER" || userToken.expiresAt - userToken.issuedAt > 86_400_000;
  return mintToken(world, now, {
    kind: "PAGE",
    appId: userToken.appId,
    userId: userToken.userId,
    pageId,
    scopes: userToken.scopes,
    expiresAt: longLived ? 0 : userToken.expiresAt,
  });
}

/** Why a token answers 190, as its subcode; null while it is good, 0 for "no subcode". */
export function tokenFault(world: World, token: Token, now: number): number | null {
  if (token.endedBy !== null) return token.endedBy;
  if (token.expiresAt !== 0 && token.expiresAt <= now) return 463;
  if (token.kind === "PAGE" && token.userId && !roleOn(world, token.userId, token.pageId)) return 492;
  return null;
}

/** Permissions belong to the grant, not to the token: what is withdrawn is gone from every token at once. */
export function hasPermission(world: World, token: Token, permission: string): boolean {
  const grant = token.userId ? world.grant(token.userId, token.appId) : null;
  if (!grant) return token.scopes.includes(permission);
  if (token.pageId && !grant.pageIds.includes(token.pageId)) return false;
  return grant.permissions[permission] === "granted";
}

export function grantedPermissions(grant: Grant): string[] {
  return Object.keys(grant.permissions).filter((name) => grant.permissions[name] === "granted");
}

export function roleOn(world: World, userId: string, pageId: string | null) {
  return world.users.get(userId)?.roles.find((role) => role.pageId === pageId) ?? null;
}

/** A Page token without a user (made by the control API) may do everything on its Page. */
export function hasTask(world: World, token: Token, pageId: string, ...tasks: string[]): boolean {
  if (!token.userId) return true;
  const held = roleOn(world, token.userId, pageId)?.tasks ?? [];
  return tasks.some((task) => held.includes(task));
}

/** Adds to what an account allows an app, as the dialog does. */
export function allow(world: World, userId: string, app: App, scopes: string[], pageIds: string[]): Grant {
  const key = `${userId}:${app.id}`;
  const grant = world.grants.get(key) ?? { userId, appId: app.id, permissions: {}, pageIds: [] };
  for (const scope of scopes) grant.permissions[scope] = "granted";
  grant.pageIds = [...new Set([...grant.pageIds, ...pageIds])];
  world.grants.set(key, grant);
  world.changed();
  return grant;
}

export function endTokens(world: World, subcode: number, which: (token: Token) => boolean): number {
  const ended = [...world.tokens.values()].filter((token) => token.kind !== "APP" && which(token));
  for (const token of ended) token.endedBy = subcode;
  world.changed();
  return ended.length;
}

function isPageTokenOf(token: Token, userToken: Token, pageId: string): boolean {
  return (
    token.kind === "PAGE" &&
    token.pageId === pageId &&
    token.userId === userToken.userId &&
    token.appId === userToken.appId &&
    token.issuedAt >= userToken.issuedAt &&
    (token.expiresAt === 0) === (userToken.kind === "SYSTEM_USER" || isLongLived(userToken))
  );
}

function isLongLived(token: Token): boolean {
  return token.expiresAt - token.issuedAt > 86_400_000;
}
