import { currentAgent } from "@/lib/auth/current-agent";
import { replayDelivery } from "@/lib/deliveries/replay-delivery";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/deliveries/[deliveryId]/replay">;

export const POST = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const { deliveryId } = await params;

  await replayDelivery(agent, deliveryId);
  return new Response(null, { status: 204 });
});
