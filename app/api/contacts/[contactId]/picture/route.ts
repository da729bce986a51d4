import { currentAgent } from "@/lib/auth/current-agent";
import { findPicture } from "@/lib/contacts/find-picture";
import { visibleTo } from "@/lib/conversations/visible-to";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";
import { serveFile } from "@/lib/media/serve-file";

type Context = RouteContext<"/api/contacts/[contactId]/picture">;

export const GET = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const contactId = pathId((await params).contactId, "contact");

  return serveFile(request, await findPicture(contactId, visibleTo(agent)));
});

export const HEAD = GET;
