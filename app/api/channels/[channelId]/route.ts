import { currentAgent } from "@/lib/auth/current-agent";
import { requireRole } from "@/lib/auth/require-role";
import { channelIdOf } from "@/lib/channels/channel-id";
import { disconnectChannel } from "@/lib/channels/disconnect-channel";
import { findChannel } from "@/lib/channels/find-channel";
import { presentChannel } from "@/lib/channels/present-channel";
import { channelSchema } from "@/lib/channels/shapes";
import { channelChangesSchema, updateChannel } from "@/lib/channels/update-channel";
import { readJson, route } from "@/lib/http";

type Context = RouteContext<"/api/channels/[channelId]">;

export const GET = route<Context>(async (_request, { params }) => {
  await currentAgent();
  const channel = await findChannel(channelIdOf(await params));
  return Response.json(channelSchema.parse(presentChannel(channel)));
});

export const PATCH = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  requireRole(agent, "admin");
  const channelId = channelIdOf(await params);
  const changes = channelChangesSchema.parse(await readJson(request));

  const channel = await updateChannel(agent, channelId, changes);
  return Response.json(channelSchema.parse(channel));
});

export const DELETE = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  await disconnectChannel(agent, channelIdOf(await params));
  return new Response(null, { status: 204 });
});
