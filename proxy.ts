import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/auth/content-security-policy";
import { sessionCookie } from "@/lib/auth/session";
import { env } from "@/lib/env";

const OPEN_PAGES = /^\/(sign-in|setup|invite)(\/|$)/;

/**
 * Sends the signed-out to the sign-in screen and gives every page its own nonce. It looks at no more than whether
 * there is a cookie: who may see what is decided where it is read.
 */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  if (!OPEN_PAGES.test(pathname) && !request.cookies.has(sessionCookie.name)) {
    return withFixedHeaders(NextResponse.redirect(signInUrl(request, pathname + search)));
  }

  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(env, nonce);
  // Next finds the nonce for its own scripts in the policy of the request; the layout takes it from x-nonce.
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return withFixedHeaders(response);
}

export const config = {
  matcher: [
    {
      // Everything but the API, the build's files, and files that lie in public/.
      source: "/((?!api/|_next/static|_next/image|socket.io|.*\\.(?:svg|png|ico|txt|webmanifest)$).*)",
      missing: [
        { type: "header", key: "next-router-prefetch" },
        { type: "header", key: "purpose", value: "prefetch" },
      ],
    },
  ],
};

function signInUrl(request: NextRequest, from: string) {
  const url = request.nextUrl.clone();
  url.pathname = "/sign-in";
  url.search = from === "/" ? "" : new URLSearchParams({ from }).toString();
  return url;
}

function withFixedHeaders(response: NextResponse) {
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "strict-origin-when-cross-origin");
  response.headers.set(
    "permissions-policy",
    "camera=(), microphone=(self), geolocation=(), payment=(), usb=()",
  );
  return response;
}
