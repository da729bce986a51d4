import { currentAgent } from "@/lib/auth/current-agent";
import { requireRole } from "@/lib/auth/require-role";
import { channelIdOf } from "@/lib/channels/channel-id";
import { checkChannel } from "@/lib/channels/health/check-channel";
import { findCheck } from "@/lib/channels/health/find-check";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/channels/[channelId]/check-up">;

export const GET = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  return Response.json(await findCheck(agent, channelIdOf(await params)));
});

export const POST = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  requireRole(agent, "admin");
  const channelId = channelIdOf(await params);

  await checkChannel(channelId, "admin", agent);
  return Response.json(await findCheck(agent, channelId));
});
