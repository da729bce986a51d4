import { z } from "zod";
import { currentAgent } from "@/lib/auth/current-agent";
import { setFirstEventAside } from "@/lib/conversations/receiving/set-first-event-aside";
import { readJson, route } from "@/lib/http";

const laneSchema = z.object({ lane: z.string().min(1).max(500) });

/** Takes the event at which a lane fails out of it and sets it aside. */
export const DELETE = route(async (request) => {
  const agent = await currentAgent();
  const { lane } = laneSchema.parse(await readJson(request));

  await setFirstEventAside(agent, lane);
  return new Response(null, { status: 204 });
});
