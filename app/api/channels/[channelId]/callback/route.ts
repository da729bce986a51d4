import { currentAgent } from "@/lib/auth/current-agent";
import { channelIdOf } from "@/lib/channels/channel-id";
import { checkChannel } from "@/lib/channels/health/check-channel";
import { findCheck } from "@/lib/channels/health/find-check";
import { takeBackCallback } from "@/lib/channels/health/take-back-callback";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/channels/[channelId]/callback">;

export const PUT = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const channelId = channelIdOf(await params);

  await takeBackCallback(agent, channelId);
  await checkChannel(channelId, "admin", agent);
  return Response.json(await findCheck(agent, channelId));
});
