import { currentAgent } from "@/lib/auth/current-agent";
import { route } from "@/lib/http";
import { renewInvitation } from "@/lib/people/renew-invitation";
import { userIdSchema } from "@/lib/people/shapes";

export const POST = route<RouteContext<"/api/users/[userId]/invitation">>(async (_request, { params }) => {
  const agent = await currentAgent();
  const userId = userIdSchema.parse((await params).userId);

  return Response.json(await renewInvitation(agent, userId));
});
