import { currentAgent } from "@/lib/auth/current-agent";
import { chosenPagesSchema, connectPages } from "@/lib/channels/logins/connect-pages";
import { connectedPagesSchema } from "@/lib/channels/logins/shapes";
import { readJson, route } from "@/lib/http";

type Context = RouteContext<"/api/channels/facebook/logins/[loginId]/pages">;

export const POST = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const chosen = chosenPagesSchema.parse(await readJson(request));

  const outcome = await connectPages(agent, (await params).loginId, chosen);
  return Response.json(connectedPagesSchema.parse(outcome));
});
