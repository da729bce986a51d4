import { createHmac, timingSafeEqual } from "node:crypto";
import type { App, Page, Token } from "../world/entities";
import { hasPermission, hasTask, tokenFault } from "../world/tokens";
import type { GraphCall } from "./graph-call";
import { GraphError, missingPermission, notVisible } from "./graph-error";

/** First of all checks: there is a token, it is good, and its proof is right (reference 11.2, order of 2). */
export function authenticate(call: GraphCall): Token {
  const given = call.text("access_token") ?? call.bearer;
  if (!given) throw noToken(call);

  const token = findToken(call, given);
  const fault = tokenFault(call.platform.world, token, call.now);
  if (fault !== null) throw endedToken(fault);
  checkProof(call, token, appOf(call, token));
  call.token = token;
  return token;
}

/** The caller's token, for calls only a Page may make on itself; `me` and its own id both mean it. */
export function pageOf(call: GraphCall, id: string): Page {
  const { token } = call;
  if (token?.kind !== "PAGE" || !token.pageId)
    throw new GraphError({
      code: 210,
      message: "(#210) A page access token is required to request this resource.",
    });

  const page = call.platform.world.pages.get(token.pageId);
  if (!page || (id !== "me" && id !== page.id)) throw notVisible(id, call.method);
  call.page = page;
  return page;
}

/** Permission comes before visibility, so a token without it never learns what exists. */
export function requirePermission(call: GraphCall, ...permissions: string[]): void {
  const token = call.token!;
  for (const permission of permissions)
    if (!hasPermission(call.platform.world, token, permission))
      throw missingPermission(permission, token.scopes.includes(permission));
}

export function requireTask(call: GraphCall, ...tasks: string[]): void {
  const { token, platform } = call;
  if (token?.pageId && !hasTask(platform.world, token, token.pageId, ...tasks))
    throw new GraphError({
      code: 200,
      message: `(#200) User does not have sufficient administrative permission for this action on this page: needs ${tasks.join(" or ")}`,
    });
}

/** Last of all checks. */
export function checkRate(call: GraphCall): void {
  call.platform.usage.check(call.page?.id ?? null, call.messenger);
}

/** Likewise, for reading conversations: these calls have an allowance of their own. */
export function checkHistoryRate(call: GraphCall): void {
  checkRate(call);
  call.platform.usage.history.take(call.page?.id ?? "", call.now);
}

export function appOf(call: GraphCall, token: Token): App {
  const app = call.platform.world.apps.get(token.appId);
  if (!app) throw malformed();
  return app;
}

/** `id|secret` is a token of the app as well as the one `client_credentials` hands out. */
export function findToken(call: GraphCall, given: string): Token {
  const { world } = call.platform;
  const known = world.tokens.get(given);
  if (known) return known;

  const [appId = "", secret] = given.split("|");
  if (secret === undefined || world.apps.get(appId)?.secret !== secret) throw malformed();
  return {
    token: given,
    kind: "APP",
    appId,
    userId: null,
    pageId: null,
    scopes: [],
    issuedAt: 0,
    expiresAt: 0,
    endedBy: null,
  };
}

export function endedToken(subcode: number): GraphError {
  return new GraphError({
    code: 190,
    subcode: subcode || null,
    message: ENDED[subcode] ?? "Error validating access token: The session is invalid.",
  });
}

function checkProof(call: GraphCall, token: Token, app: App): void {
  const proof = call.text("appsecret_proof");
  if (!proof) {
    if (!app.requireProof || token.kind === "APP") return;
    throw wrongProof("API calls from the server require an appsecret_proof argument");
  }
  const right = createHmac("sha256", app.secret).update(token.token).digest("hex");
  if (proof.length !== right.length || !timingSafeEqual(Buffer.from(proof), Buffer.from(right)))
    throw wrongProof("Invalid appsecret_proof provided in the API argument");
}

function wrongProof(message: string): GraphError {
  return new GraphError({ code: 100, type: "GraphMethodException", message });
}

function noToken(call: GraphCall): GraphError {
  return call.path[0] === "me"
    ? new GraphError({
        code: 2500,
        challenge: "invalid_request",
        message: "An active access token must be used to query information about the current user.",
      })
    : new GraphError({
        code: 104,
        challenge: "invalid_request",
        message: "An access token is required to request this resource.",
      });
}

function malformed(): GraphError {
  return new GraphError({ code: 190, message: "Invalid OAuth access token - Cannot parse access token" });
}

const ENDED: Readonly<Record<number, string>> = {
  458: "Error validating access token: The user has not authorized application.",
  459: "Error validating access token: The user must log in at facebook.com and follow the instructions given there.",
  460: "Error validating access token: The session has been invalidated because the user changed their password.",
  463: "Error validating access token: Session has expired.",
  467: "Error validating access token: The access token is invalid.",
  492: "Error validating access token: The session is invalid because the user no longer has a role on the Page.",
};
