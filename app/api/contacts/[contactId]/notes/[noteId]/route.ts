import { currentAgent } from "@/lib/auth/current-agent";
import { removeContactNote } from "@/lib/contacts/change-contact";
import { findContact } from "@/lib/contacts/find-contact";
import { contactSchema } from "@/lib/contacts/shapes";
import { visibleTo } from "@/lib/conversations/visible-to";
import { route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/contacts/[contactId]/notes/[noteId]">;

export const DELETE = route<Context>(async (_request, { params }) => {
  const agent = await currentAgent();
  const { contactId, noteId } = await params;
  const id = pathId(contactId, "contact");

  await removeContactNote(agent, visibleTo(agent), id, pathId(noteId, "note"));
  return Response.json({ contact: contactSchema.parse(await findContact(id, visibleTo(agent))) });
});
