import { currentAgent } from "@/lib/auth/current-agent";
import { replayDelivery } from "@/lib/deliveries/replay-delivery";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/deliveries/[deliveryName]/replay">;

export const POST = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const { deliveryName } = await params;

  await replayDelivery(agent, deliveryName);
  return new Response(null, { status: 204 });
});
