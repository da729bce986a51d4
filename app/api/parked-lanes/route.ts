import { currentAgent } from "@/lib/auth/current-agent";
import {
  listParkedLanes,
  parkedLaneSchema,
  parkedLanesPageSchema,
} from "@/lib/conversations/receiving/list-parked-lanes";
import { route } from "@/lib/http";

export const GET = route(async (request) => {
  const agent = await currentAgent();
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");

  const { lanes, nextCursor } = await listParkedLanes(
    agent,
    parkedLanesPageSchema.parse(Object.fromEntries(given)),
  );
  return Response.json({ lanes: parkedLaneSchema.array().parse(lanes), nextCursor });
});
