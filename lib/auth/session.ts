import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env";

/** What the session cookie carries. Name, role and rights are read from the database in every request. */
export interface Session {
  userId: string;
  sessionVersion: number;
}

/** A session ends this long after the sign-in, whatever happens in between. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

export const usesSecureCookies = env.APP_URL.startsWith("https://");

/** The name and the options that next-auth itself would choose; the gateway and the proxy must know them too. */
export const sessionCookie = {
  name: `${usesSecureCookies ? "__Secure-" : ""}next-auth.session-token`,
  options: { httpOnly: true, sameSite: "lax", path: "/", secure: usesSecureCookies },
} as const;

/** What next-auth keeps in its encrypted token. */
export function sessionClaims({ userId, sessionVersion }: Session) {
  return { sub: userId, version: sessionVersion };
}

export async function encodeSession(session: Session): Promise<string> {
  return encode({ token: sessionClaims(session), secret: env.NEXTAUTH_SECRET, maxAge: SESSION_SECONDS });
}

/** A token that is missing, foreign, damaged or too old is nobody's session: null, never an error. */
export async function decodeSession(token: string | undefined): Promise<Session | null> {
  if (!token) return null;
  const claims = await decode({ token, secret: env.NEXTAUTH_SECRET }).catch(() => null);
  return claims && sessionOf(claims);
}

export function sessionOf(claims: { sub?: unknown; version?: unknown }): Session | null {
  const { sub, version } = claims;
  if (typeof sub !== "string" || typeof version !== "number") return null;
  return { userId: sub, sessionVersion: version };
}
