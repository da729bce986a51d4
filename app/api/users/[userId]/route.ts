import { currentAgent } from "@/lib/auth/current-agent";
import { readJson, route } from "@/lib/http";
import { pathId } from "@/lib/http-params";
import { userChangesSchema, userSchema } from "@/lib/people/shapes";
import { updateUser } from "@/lib/people/update-user";

export const PATCH = route<RouteContext<"/api/users/[userId]">>(async (request, { params }) => {
  const agent = await currentAgent();
  const userId = pathId((await params).userId, "user");
  const changes = userChangesSchema.parse(await readJson(request));

  const user = await updateUser(agent, userId, changes);
  return Response.json({ user: userSchema.parse(user) });
});
