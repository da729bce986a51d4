import { env } from "@/lib/env";
import { LOGIN_MINUTES } from "./begin-login";

/** One cookie for each sign-in, so that two tabs don't take each other's. */
export const loginCookieName = (loginId: string) => `pagedesk-login-${loginId}`;

/** `lax`: the dialog's return is a navigation from Facebook, and must carry it. */
export function loginCookie(loginId: string, browserSecret: string): string {
  return [
    `${loginCookieName(loginId)}=${browserSecret}`,
    "Path=/api/channels/facebook",
    `Max-Age=${LOGIN_MINUTES * 60}`,
    "HttpOnly",
    "SameSite=Lax",
    ...(env.APP_URL.startsWith("https://") ? ["Secure"] : []),
  ].join("; ");
}
