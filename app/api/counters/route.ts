import { currentAgent } from "@/lib/auth/current-agent";
import { findCounters } from "@/lib/conversations/counters";
import { countersSchema } from "@/lib/conversations/shapes";
import { route } from "@/lib/http";

export const GET = route(async () => {
  const agent = await currentAgent();
  return Response.json(countersSchema.parse(await findCounters(agent)));
});
