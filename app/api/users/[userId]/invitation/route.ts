import { currentAgent } from "@/lib/auth/current-agent";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";
import { renewInvitation } from "@/lib/people/renew-invitation";

export const POST = route<RouteContext<"/api/users/[userId]/invitation">>(async (_request, { params }) => {
  const agent = await currentAgent();
  const userId = pathId((await params).userId, "user");

  return Response.json(await renewInvitation(agent, userId));
});
