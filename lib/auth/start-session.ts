import { cookies } from "next/headers";
import { encodeSession, SESSION_SECONDS, type Session, sessionCookie } from "./session";

/** Signs in whoever sends this request, in a route handler: after the setup, an invitation or a new password. */
export async function startSession(session: Session) {
  const { name, options } = sessionCookie;
  (await cookies()).set(name, await encodeSession(session), { ...options, maxAge: SESSION_SECONDS });
}
