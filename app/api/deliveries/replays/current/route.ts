import { currentAgent } from "@/lib/auth/current-agent";
import { stopReplay } from "@/lib/deliveries/stop-replay";
import { route } from "@/lib/http";

export const DELETE = route(async () => {
  await stopReplay(await currentAgent());
  return new Response(null, { status: 204 });
});
