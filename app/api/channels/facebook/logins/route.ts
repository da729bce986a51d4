import { z } from "zod";
import { currentAgent } from "@/lib/auth/current-agent";
import { beginLogin } from "@/lib/channels/logins/begin-login";
import { loginCookie } from "@/lib/channels/logins/login-cookie";
import { presentLogin } from "@/lib/channels/logins/present-login";
import { loginSchema } from "@/lib/channels/logins/shapes";
import { readJson, route } from "@/lib/http";

const wishSchema = z.object({
  rerequest: z.boolean().optional(),
  /** The channel whose access is to be renewed. */
  channelId: z.uuid().optional(),
  /** Ask for posts and comments too; unless told, where a channel has them switched on. */
  public: z.boolean().optional(),
});

export const POST = route(async (request) => {
  const agent = await currentAgent();
  const wish = wishSchema.parse(await readJson(request));

  const { login, url, browserSecret } = await beginLogin(agent, wish);
  return Response.json(
    { login: loginSchema.parse(await presentLogin(login)), url },
    { status: 201, headers: { "Set-Cookie": loginCookie(login.id, browserSecret) } },
  );
});
