import { cookies } from "next/headers";
import { currentAgent } from "@/lib/auth/current-agent";
import { closingPage, closingPageOfError } from "@/lib/channels/logins/closing-page";
import { endLogin } from "@/lib/channels/logins/end-login";
import { loginCookieName } from "@/lib/channels/logins/login-cookie";
import { errorResponse } from "@/lib/http";

/** Where Facebook's dialog returns to: a person looks at this answer, so errors are a page too. */
export async function GET(request: Request) {
  try {
    const agent = await currentAgent();
    const jar = await cookies();
    const login = await endLogin(
      agent,
      new URL(request.url).searchParams,
      (loginId) => jar.get(loginCookieName(loginId))?.value,
    );
    return closingPage(login);
  } catch (error) {
    return closingPageOfError(errorResponse(error));
  }
}
