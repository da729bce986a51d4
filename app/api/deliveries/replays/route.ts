import { z } from "zod";
import { currentAgent } from "@/lib/auth/current-agent";
import { deliveryFilterSchema } from "@/lib/deliveries/delivery-filter";
import { chosenDeliveriesSchema, replayDeliveries } from "@/lib/deliveries/replay-delivery";
import { listReplays, replaySpan } from "@/lib/deliveries/replay-span";
import { replaySchema } from "@/lib/deliveries/shapes";
import { readJson, route } from "@/lib/http";

/** Chosen ones, or a whole time span. */
const wantedSchema = z.union([
  chosenDeliveriesSchema.strict(),
  z.object({ span: deliveryFilterSchema }).strict(),
]);

export const GET = route(async () => {
  const agent = await currentAgent();
  return Response.json({ replays: replaySchema.array().parse(await listReplays(agent)) });
});

export const POST = route(async (request) => {
  const agent = await currentAgent();
  const wanted = wantedSchema.parse(await readJson(request));
  if ("deliveries" in wanted)
    return Response.json({ reopened: await replayDeliveries(agent, wanted.deliveries) });

  return Response.json(replaySchema.parse(await replaySpan(agent, wanted.span)), { status: 202 });
});
