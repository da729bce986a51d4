import { currentAgent } from "@/lib/auth/current-agent";
import { channelIdOf } from "@/lib/channels/channel-id";
import { beginTrial, endTrial } from "@/lib/channels/health/trials/begin-trial";
import { trialSchema } from "@/lib/channels/health/trials/shapes";
import { watchTrial } from "@/lib/channels/health/trials/watch-trial";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/channels/[channelId]/trial">;

export const GET = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const trial = await watchTrial(agent, channelIdOf(await params));
  return Response.json({ trial: trialSchema.nullable().parse(trial) });
});

export const POST = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const trial = await beginTrial(agent, channelIdOf(await params));
  return Response.json({ trial: trialSchema.parse(trial) }, { status: 201 });
});

export const DELETE = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  await endTrial(agent, channelIdOf(await params));
  return new Response(null, { status: 204 });
});
