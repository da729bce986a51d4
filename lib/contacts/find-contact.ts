import { and, desc, eq, type SQL } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities, contactNotes, contacts } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import { pictureAddress } from "./picture-address";
import type { ContactShape } from "./shapes";

/** How many earlier conversations and notes the widget shows. */
const MOST = 50;

/**
 * Who a contact is, for the profile widget.
 *
 * @param seen the viewer's condition over conversations: a contact without a conversation that they may see does not
 *   exist for them.
 * @throws AppError `not_found`.
 */
export async function findContact(contactId: string, seen: SQL): Promise<ContactShape> {
  const earlier = await db
    .select({
      conversation: conversations,
      channel: { name: channels.name, kind: channels.kind },
      message: messages,
    })
    .from(conversations)
    .innerJoin(channels, eq(channels.id, conversations.channelId))
    .leftJoin(messages, eq(messages.id, conversations.lastMessageId))
    .where(and(eq(conversations.contactId, contactId), seen))
    .orderBy(desc(conversations.openedAt))
    .limit(MOST);
  const [contact] = await db.select().from(contacts).where(eq(contacts.id, contactId));
  if (!contact || earlier.length === 0) throw new AppError("not_found", "This contact no longer exists.");

  const identities = await findIdentities(contactId);
  return {
    id: contact.id,
    name: contact.name,
    pictureUrl: pictureAddress(contact),
    locale: contact.locale,
    timezone: contact.timezone,
    profileUrl: contact.profileUrl,
    profileState: identities[0]?.profileState ?? "pending",
    tags: contact.tags,
    attributes: contact.attributes,
    identities: identities.map(({ profileState: _, ...identity }) => identity),
    notes: await findNotes(contactId),
    conversations: earlier.map(({ conversation, channel, message }) => ({
      id: conversation.id,
      status: conversation.status,
      openedAt: conversation.openedAt.toISOString(),
      closedAt: conversation.closedAt?.toISOString() ?? null,
      channelName: channel.name,
      channelKind: channel.kind,
      sources: { public: conversation.hasPublic, private: conversation.hasPrivate },
      preview: message && !message.deletedAt ? message.text : null,
    })),
    revision: contact.revision,
  };
}

function findIdentities(contactId: string) {
  return db
    .select({
      channelId: channels.id,
      channelName: channels.name,
      kind: channels.kind,
      externalId: contactIdentities.externalId,
      profileState: contactIdentities.profileState,
    })
    .from(contactIdentities)
    .innerJoin(channels, eq(channels.id, contactIdentities.channelId))
    .where(eq(contactIdentities.contactId, contactId));
}

async function findNotes(contactId: string) {
  const rows = await db
    .select({ note: contactNotes, name: users.name, nickname: users.nickname })
    .from(contactNotes)
    .innerJoin(users, eq(users.id, contactNotes.authorId))
    .where(eq(contactNotes.contactId, contactId))
    .orderBy(desc(contactNotes.createdAt))
    .limit(MOST);
  return rows.map(({ note, name, nickname }) => ({
    id: note.id,
    text: note.text,
    authorName: nickname ?? name,
    createdAt: note.createdAt.toISOString(),
  }));
}
