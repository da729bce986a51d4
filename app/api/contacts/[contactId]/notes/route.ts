import { currentAgent } from "@/lib/auth/current-agent";
import { addContactNote, contactNoteSchema } from "@/lib/contacts/change-contact";
import { findContact } from "@/lib/contacts/find-contact";
import { contactSchema } from "@/lib/contacts/shapes";
import { visibleTo } from "@/lib/conversations/visible-to";
import { readJson, route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/contacts/[contactId]/notes">;

export const POST = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const contactId = pathId((await params).contactId, "contact");
  const { text } = contactNoteSchema.parse(await readJson(request));

  await addContactNote(agent, visibleTo(agent), contactId, text);
  const contact = contactSchema.parse(await findContact(contactId, visibleTo(agent)));
  return Response.json({ contact }, { status: 201 });
});
