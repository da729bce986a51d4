import { currentAgent } from "@/lib/auth/current-agent";
import { requireRole } from "@/lib/auth/require-role";
import { readJson, route } from "@/lib/http";
import { readingSchema, readNotifications } from "@/lib/notifications/read-notifications";

export const PUT = route(async (request) => {
  const agent = await currentAgent();
  requireRole(agent, "admin");
  const reading = readingSchema.parse(await readJson(request));

  await readNotifications(agent, reading);
  return new Response(null, { status: 204 });
});
