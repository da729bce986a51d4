import { currentAgent } from "@/lib/auth/current-agent";
import { findLogin } from "@/lib/channels/logins/find-login";
import { presentLogin } from "@/lib/channels/logins/present-login";
import { loginSchema } from "@/lib/channels/logins/shapes";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/channels/facebook/logins/[loginId]">;

export const GET = route<Context>(async (_request, { params }) => {
  const login = await findLogin(await currentAgent(), (await params).loginId);
  return Response.json({ login: loginSchema.parse(await presentLogin(login)) });
});
