import { currentAgent } from "@/lib/auth/current-agent";
import { requireRole } from "@/lib/auth/require-role";
import { connectChannel, newChannelSchema } from "@/lib/channels/connect-channel";
import { listChannels } from "@/lib/channels/list-channels";
import { channelSchema } from "@/lib/channels/shapes";
import { readJson, route } from "@/lib/http";

export const GET = route(async () => {
  await currentAgent();
  const channels = await listChannels();
  return Response.json({
    channels: channels.map((channel) => channelSchema.parse(channel)),
    nextCursor: null,
  });
});

export const POST = route(async (request) => {
  const agent = await currentAgent();
  requireRole(agent, "admin");
  const wish = newChannelSchema.parse(await readJson(request));

  const channel = await connectChannel(agent, wish);
  return Response.json(channelSchema.parse(channel), { status: 201 });
});
