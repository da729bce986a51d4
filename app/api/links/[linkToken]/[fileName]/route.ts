import { serveLink } from "@/lib/conversations/files/serve-link";
import { route } from "@/lib/http";

type Context = RouteContext<"/api/links/[linkToken]/[fileName]">;

/** For anybody who has the address: the token is the permission, the name only helps people. */
export const GET = route<Context>(async (request, { params }) =>
  serveLink(request, (await params).linkToken),
);

export const HEAD = GET;
