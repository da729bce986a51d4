import { currentAgent } from "@/lib/auth/current-agent";
import { listSetAside, setAsidePageSchema, setAsideSchema } from "@/lib/deliveries/list-set-aside";
import { route } from "@/lib/http";

export const GET = route(async (request) => {
  const agent = await currentAgent();
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const page = setAsidePageSchema.parse(Object.fromEntries(given));

  const { elements, nextCursor } = await listSetAside(agent, page);
  return Response.json({ elements: setAsideSchema.array().parse(elements), nextCursor });
});
