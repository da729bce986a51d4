import { currentAgent } from "@/lib/auth/current-agent";
import { requireRole } from "@/lib/auth/require-role";
import { checkConfiguration, checkSchema } from "@/lib/configuration/check-configuration";
import { startFacts } from "@/lib/configuration/start-facts";
import { env } from "@/lib/env";
import { route } from "@/lib/http";

export const GET = route(async () => {
  requireRole(await currentAgent(), "admin");
  const checks = checkConfiguration(env, startFacts());
  return Response.json({ checks: checkSchema.array().parse(checks) });
});
