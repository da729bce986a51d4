import { currentAgent } from "@/lib/auth/current-agent";
import { channelIdOf } from "@/lib/channels/channel-id";
import { channelSchema } from "@/lib/channels/shapes";
import { subscribeChannel } from "@/lib/channels/subscribe-channel";
import { unsubscribeChannel } from "@/lib/channels/unsubscribe-channel";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/channels/[channelId]/subscription">;

export const PUT = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const channel = await subscribeChannel(agent, channelIdOf(await params));
  return Response.json(channelSchema.parse(channel));
});

export const DELETE = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const channel = await unsubscribeChannel(agent, channelIdOf(await params));
  return Response.json(channelSchema.parse(channel));
});
