import { startSession } from "@/lib/auth/start-session";
import { readJson, route } from "@/lib/http";
import { acceptInvitation } from "@/lib/people/accept-invitation";
import { findInvitation } from "@/lib/people/find-invitation";
import { acceptanceSchema, invitationSchema } from "@/lib/people/shapes";

type Context = RouteContext<"/api/invitations/[token]">;

export const GET = route<Context>(async (_request, { params }) => {
  const { token } = await params;
  return Response.json(invitationSchema.parse(await findInvitation(token)));
});

/** Whoever holds the link has shown who they are: they are signed in at once. */
export const POST = route<Context>(async (request, { params }) => {
  const { token } = await params;
  const acceptance = acceptanceSchema.parse(await readJson(request));

  await startSession(await acceptInvitation(token, acceptance));
  return new Response(null, { status: 204 });
});
