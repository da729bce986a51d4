import { z } from "zod";
import { currentAgent } from "@/lib/auth/current-agent";
import { retryParkedLane } from "@/lib/conversations/receiving/retry-parked-lane";
import { readJson, route } from "@/lib/http";

const laneSchema = z.object({ lane: z.string().min(1).max(500) });

/** Tries one now. Answers with the problem where it fails again. */
export const POST = route(async (request) => {
  const agent = await currentAgent();
  const { lane } = laneSchema.parse(await readJson(request));

  return Response.json(await retryParkedLane(agent, lane));
});
