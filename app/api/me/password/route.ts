import { currentAgent } from "@/lib/auth/current-agent";
import { startSession } from "@/lib/auth/start-session";
import { readJson, route } from "@/lib/http";
import { changePassword } from "@/lib/people/change-password";
import { passwordChangeSchema } from "@/lib/people/shapes";

/** Ends every other session; this one goes on. */
export const PUT = route(async (request) => {
  const agent = await currentAgent();
  const change = passwordChangeSchema.parse(await readJson(request));

  await startSession(await changePassword(agent, change));
  return new Response(null, { status: 204 });
});
