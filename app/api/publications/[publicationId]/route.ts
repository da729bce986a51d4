import { currentAgent } from "@/lib/auth/current-agent";
import { moderatePublication } from "@/lib/conversations/publications/moderate-publication";
import { publicationSchema } from "@/lib/conversations/publications/shapes";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/publications/[publicationId]">;

/** Deletes it on the platform, for good. */
export const DELETE = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const publicationId = pathId((await params).publicationId, "comment");

  const publication = await moderatePublication(agent, publicationId, "delete");
  return Response.json(publicationSchema.parse(publication));
});
