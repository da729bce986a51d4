import { currentAgent } from "@/lib/auth/current-agent";
import { readJson, route } from "@/lib/http";
import { findAccount } from "@/lib/people/find-account";
import { accountChangesSchema, accountSchema } from "@/lib/people/shapes";
import { updateAccount } from "@/lib/people/update-account";

export const GET = route(async () => {
  const account = await findAccount(await currentAgent());
  return Response.json({ user: accountSchema.parse(account) });
});

export const PATCH = route(async (request) => {
  const agent = await currentAgent();
  const changes = accountChangesSchema.parse(await readJson(request));

  const account = await updateAccount(agent, changes);
  return Response.json({ user: accountSchema.parse(account) });
});
