import { currentAgent } from "@/lib/auth/current-agent";
import { findDeliveryBody } from "@/lib/deliveries/find-delivery";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/deliveries/[deliveryName]/raw">;

/** Byte for byte, and never shown by a browser: what strangers sent is in it. */
export const GET = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const { deliveryName } = await params;

  const body = await findDeliveryBody(agent, deliveryName);
  return new Response(new Uint8Array(body), {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="delivery-${deliveryName}.json"`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
});
