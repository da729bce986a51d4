import { startSession } from "@/lib/auth/start-session";
import { readJson, route } from "@/lib/http";
import { createFirstAdmin } from "@/lib/people/create-first-admin";
import { firstAdminSchema, userSchema } from "@/lib/people/shapes";

export const POST = route(async (request) => {
  const draft = firstAdminSchema.parse(await readJson(request));

  const { user, session } = await createFirstAdmin(draft);
  await startSession(session);
  return Response.json({ user: userSchema.parse(user) }, { status: 201 });
});
