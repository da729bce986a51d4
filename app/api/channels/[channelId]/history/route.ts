import { currentAgent } from "@/lib/auth/current-agent";
import { requireRole } from "@/lib/auth/require-role";
import { channelIdOf } from "@/lib/channels/channel-id";
import { askForHistory } from "@/lib/conversations/history/ask-for-history";
import { cancelHistory } from "@/lib/conversations/history/cancel-history";
import { findChannelHistory } from "@/lib/conversations/history/find-channel-history";
import {
  channelHistorySchema,
  historyRunSchema,
  newHistoryRunSchema,
} from "@/lib/conversations/history/shapes";
import { readJson, route } from "@/lib/http";

type Context = RouteContext<"/api/channels/[channelId]/history">;

export const GET = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const history = await findChannelHistory(agent, channelIdOf(await params));
  return Response.json(channelHistorySchema.parse(history));
});

export const POST = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  requireRole(agent, "admin");
  const channelId = channelIdOf(await params);
  const wish = newHistoryRunSchema.parse(await readJson(request));
  const run = await askForHistory(agent, channelId, wish);
  return Response.json(historyRunSchema.parse(run), { status: 202 });
});

export const DELETE = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  await cancelHistory(agent, channelIdOf(await params));
  return new Response(null, { status: 204 });
});
