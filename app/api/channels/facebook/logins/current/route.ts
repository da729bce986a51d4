import { currentAgent } from "@/lib/auth/current-agent";
import { findCurrentLogin } from "@/lib/channels/logins/find-login";
import { presentLogin } from "@/lib/channels/logins/present-login";
import { loginSchema } from "@/lib/channels/logins/shapes";
import { route } from "@/lib/http";

export const GET = route(async () => {
  const login = await findCurrentLogin(await currentAgent());
  return Response.json({ login: login && loginSchema.parse(await presentLogin(login)) });
});
