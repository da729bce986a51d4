import type { Platform } from "../platform";
import type { App, Grant, User } from "../world/entities";
import { CONFIGURED_PERMISSIONS, KNOWN_PERMISSIONS } from "../world/permissions";

export interface LoginRequest {
  app: App;
  redirectUri: string;
  state: string | null;
  responseTypes: string[];
  /** Everything asked for, whether or not it will be shown. */
  permissions: string[];
  rerequest: boolean;
  /** The query as it came, to be carried from page to page. */
  query: Record<string, string>;
}

/** Reads the dialog's query; a sentence instead when the platform would show its own error page (reference 1.2). */
export function readLoginRequest(platform: Platform, query: Record<string, string>): LoginRequest | string {
  const app = platform.world.apps.get(query.client_id ?? "");
  if (!app) return "The app ID is not known. Check client_id.";
  const redirectUri = query.redirect_uri ?? "";
  if (!mayRedirect(app, redirectUri))
    return "The redirect_uri is not one of the app's valid OAuth redirect addresses, character for character.";

  const permissions = requested(app, query);
  const unknown = permissions.filter((name) => !KNOWN_PERMISSIONS.has(name));
  if (unknown.length > 0) return `Invalid scopes: ${unknown.join(", ")}.`;
  return {
    app,
    redirectUri,
    state: query.state ?? null,
    responseTypes: (query.response_type ?? "code").split(/[\s,+]+/),
    permissions,
    rerequest: (query.auth_type ?? "").includes("rerequest"),
    query,
  };
}

/** What is shown to be allowed: declined ones are skipped silently unless they are asked for again. */
export function offeredPermissions(
  { app, permissions, rerequest }: LoginRequest,
  grant: Grant | null,
): string[] {
  return permissions.filter(
    (name) =>
      name !== "public_profile" &&
      isGrantable(app, name) &&
      (rerequest || grant?.permissions[name] !== "declined" || app.loginKind === "business"),
  );
}

/** The Pages an account has any role on, in its own order. */
export function offeredPages({ world }: Platform, user: User) {
  return user.roles.flatMap(({ pageId }) => world.pages.get(pageId) ?? []);
}

export function isGrantable(app: App, permission: string): boolean {
  return (
    permission === "public_profile" ||
    !app.permissionsGrantable ||
    app.permissionsGrantable.includes(permission)
  );
}

function requested(app: App, query: Record<string, string>): string[] {
  const scope = (query.scope ?? "").split(/[\s,]+/).filter((name) => name !== "");
  const configured = query.config_id ? (app.permissionsGrantable ?? CONFIGURED_PERMISSIONS) : [];
  return [...new Set(["public_profile", ...(scope.length > 0 ? scope : configured)])];
}

/** An app whose addresses were never configured may come back to this machine. */
function mayRedirect(app: App, redirectUri: string): boolean {
  if (app.redirectUris) return app.redirectUris.includes(redirectUri);
  return /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(redirectUri);
}
