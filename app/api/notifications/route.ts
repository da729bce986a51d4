import { currentAgent } from "@/lib/auth/current-agent";
import { route } from "@/lib/http";
import { listNotifications } from "@/lib/notifications/list-notifications";
import { notificationsSchema } from "@/lib/notifications/shapes";

export const GET = route(async () => {
  const agent = await currentAgent();
  return Response.json(notificationsSchema.parse(await listNotifications(agent)));
});
