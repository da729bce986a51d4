import { currentAgent } from "@/lib/auth/current-agent";
import { findDelivery } from "@/lib/deliveries/find-delivery";
import { openedDeliverySchema } from "@/lib/deliveries/shapes";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/deliveries/[deliveryId]">;

export const GET = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const { deliveryId } = await params;

  return Response.json(openedDeliverySchema.parse(await findDelivery(agent, deliveryId)));
});
