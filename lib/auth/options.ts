import type { AuthOptions, DefaultSession } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { checkCredentials } from "./check-credentials";
import { findAgent } from "./find-agent";
import { SESSION_SECONDS, sessionClaims, sessionCookie, sessionOf, usesSecureCookies } from "./session";

declare module "next-auth" {
  interface User {
    id: string;
    sessionVersion: number;
  }
  interface Session {
    user?: DefaultSession["user"] & { id?: string; role?: string };
  }
}

export const authOptions: AuthOptions = {
  secret: env.NEXTAUTH_SECRET,
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  useSecureCookies: usesSecureCookies,
  cookies: { sessionToken: sessionCookie },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize: async (credentials, request) =>
        authorize(credentials?.email ?? "", credentials?.password ?? "", request.headers ?? {}),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? sessionClaims({ ...user, userId: user.id }) : token),
    // For programs that ask next-auth who is signed in; our own code asks currentAgent.
    session: async ({ session, token }) => {
      const known = sessionOf(token);
      const agent = known && (await findAgent(known));
      return { ...session, user: agent ?? undefined };
    },
  },
  logger: {
    error: (code, metadata) => log.error({ code, err: metadata }, "sign-in failed unexpectedly"),
    warn: (code) => log.debug({ code }, "next-auth warns"),
    debug: () => {},
  },
};

/** next-auth tells the browser the message of whatever is thrown here, so it may be a code and nothing else. */
async function authorize(email: string, password: string, headers: Record<string, unknown>) {
  try {
    const session = await checkCredentials({ email, password, address: addressIn(headers) });
    return { id: session.userId, sessionVersion: session.sessionVersion };
  } catch (error) {
    if (isAppError(error) && error.code === "wrong_credentials") return null;
    if (isAppError(error) && error.code === "too_many_requests") {
      throw new Error(`too_many_requests:${error.details?.retryInSeconds}`);
    }
    log.error({ err: error }, "a sign-in could not be checked");
    throw new Error("unavailable");
  }
}

/** The last entry is the one that the nearest proxy wrote; all before it is hearsay. */
function addressIn(headers: Record<string, unknown>) {
  const forwarded = String(headers["x-forwarded-for"] ?? "");
  return forwarded.split(",").at(-1)?.trim().slice(0, 64) || "unknown";
}
