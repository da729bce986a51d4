import { currentAgent } from "@/lib/auth/current-agent";
import { findDeliveryBody } from "@/lib/deliveries/find-delivery";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/deliveries/[deliveryId]/raw">;

/** Byte for byte, and never shown by a browser: what strangers sent is in it. */
export const GET = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const { deliveryId } = await params;

  const body = await findDeliveryBody(agent, deliveryId);
  return new Response(new Uint8Array(body), {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="delivery-${deliveryId}.json"`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
});
