import { currentAgent } from "@/lib/auth/current-agent";
import { deliveryFilterSchema } from "@/lib/deliveries/delivery-filter";
import { deliveryPageSchema, listDeliveries } from "@/lib/deliveries/list-deliveries";
import { deliverySchema } from "@/lib/deliveries/shapes";
import { route } from "@/lib/http";

export const GET = route(async (request) => {
  const agent = await currentAgent();
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const { cursor, limit, ...filter } = Object.fromEntries(given);

  const page = await listDeliveries(
    agent,
    deliveryFilterSchema.parse(filter),
    deliveryPageSchema.parse({ cursor, limit }),
  );
  return Response.json({ ...page, deliveries: deliverySchema.array().parse(page.deliveries) });
});
