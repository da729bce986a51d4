import { currentAgent } from "@/lib/auth/current-agent";
import { changeContact, contactChangeSchema } from "@/lib/contacts/change-contact";
import { findContact } from "@/lib/contacts/find-contact";
import { contactSchema } from "@/lib/contacts/shapes";
import { visibleTo } from "@/lib/conversations/visible-to";
import { readJson, route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/contacts/[contactId]">;

export const GET = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const contactId = pathId((await params).contactId, "contact");

  return Response.json({ contact: contactSchema.parse(await findContact(contactId, visibleTo(agent))) });
});

export const PATCH = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const contactId = pathId((await params).contactId, "contact");
  const change = contactChangeSchema.parse(await readJson(request));

  await changeContact(agent, visibleTo(agent), contactId, change);
  return Response.json({ contact: contactSchema.parse(await findContact(contactId, visibleTo(agent))) });
});
