import { and, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/db/client";
import { contactNotes, contacts } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";

const label = z.string().trim().min(1).max(60);

export const contactChangeSchema = z.object({
  tags: z
    .array(label)
    .max(50)
    .transform((tags) => [...new Set(tags)])
    .optional(),
  attributes: z.record(label, z.string().trim().max(500)).optional(),
});

export const contactNoteSchema = z.object({
  text: z.string().trim().min(1, "write something first").max(5_000),
});

/** @param seen the viewer's condition over conversations. */
export async function changeContact(
  agent: Agent,
  seen: SQL,
  contactId: string,
  change: z.output<typeof contactChangeSchema>,
) {
  await db.transaction(async (tx) => {
    await refuseUnseen(tx, contactId, seen);
    await tx
      .update(contacts)
      .set({ ...change, revision: sql`${contacts.revision} + 1` })
      .where(eq(contacts.id, contactId));
    await recordEvent(tx, { type: "contact.changed", contactId, actorId: agent.id });
  });
}

export async function addContactNote(agent: Agent, seen: SQL, contactId: string, text: string) {
  await db.transaction(async (tx) => {
    await refuseUnseen(tx, contactId, seen);
    await tx.insert(contactNotes).values({ contactId, authorId: agent.id, text });
    await recordEvent(tx, { type: "contact.changed", contactId, actorId: agent.id });
  });
}

/** Authors may take their own note back; managers and admins any. */
export async function removeContactNote(agent: Agent, seen: SQL, contactId: string, noteId: string) {
  await db.transaction(async (tx) => {
    await refuseUnseen(tx, contactId, seen);
    const own = agent.role === "agent" ? eq(contactNotes.authorId, agent.id) : undefined;
    const [removed] = await tx
      .delete(contactNotes)
      .where(and(eq(contactNotes.id, noteId), eq(contactNotes.contactId, contactId), own))
      .returning();
    if (!removed) throw new AppError("not_found", "This note is gone, or is not yours to remove.");
    await recordEvent(tx, { type: "contact.changed", contactId, actorId: agent.id });
  });
}

async function refuseUnseen(tx: Tx, contactId: string, seen: SQL) {
  const [conversation] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.contactId, contactId), seen))
    .limit(1);
  if (!conversation) throw new AppError("not_found", "This contact no longer exists.");
}
