import { currentAgent } from "@/lib/auth/current-agent";
import { route } from "@/lib/http";
import { listAssignableAgents } from "@/lib/people/list-assignable-agents";
import { assignableAgentSchema } from "@/lib/people/shapes";

export const GET = route(async () => {
  await currentAgent();
  const agents = await listAssignableAgents();
  return Response.json({ agents: assignableAgentSchema.array().parse(agents) });
});
