import { currentAgent } from "@/lib/auth/current-agent";
import { readJson, route } from "@/lib/http";
import { inviteUser } from "@/lib/people/invite-user";
import { listUsers } from "@/lib/people/list-users";
import { newUserSchema, userSchema } from "@/lib/people/shapes";

export const GET = route(async () => {
  const users = await listUsers(await currentAgent());
  return Response.json({ users: userSchema.array().parse(users), nextCursor: null });
});

export const POST = route(async (request) => {
  const agent = await currentAgent();
  const draft = newUserSchema.parse(await readJson(request));

  const { user, invitationUrl } = await inviteUser(agent, draft);
  return Response.json({ user: userSchema.parse(user), invitationUrl }, { status: 201 });
});
