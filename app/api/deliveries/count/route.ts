import { currentAgent } from "@/lib/auth/current-agent";
import { deliveryFilterSchema } from "@/lib/deliveries/delivery-filter";
import { countReplayable } from "@/lib/deliveries/replay-span";
import { route } from "@/lib/http";

/** How many deliveries a replay of this filter would open again. */
export const GET = route(async (request) => {
  const agent = await currentAgent();
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");

  const count = await countReplayable(agent, deliveryFilterSchema.parse(Object.fromEntries(given)));
  return Response.json({ count });
});
