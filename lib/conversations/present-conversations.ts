import { eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Reader } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities, contacts } from "@/db/schema/contacts";
import { attachments, conversations, messages } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { pictureAddress } from "@/lib/contacts/picture-address";
import { hasPendingReply } from "./approval/consent";
import { messagingWindow } from "./messaging-window";
import { presentAuthor } from "./present-messages";
import { readPublicTargets } from "./publications/public-parts";
import type { PublicTarget } from "./publications/shapes";
import type { Conversation, MessageAttachment } from "./shapes";

const assignees = alias(users, "assignee");
const authors = alias(users, "author");

/** Conversations by id as the wire shows them. Sockets and reads present through this one function. */
export async function presentConversations(
  reader: Reader,
  conversationIds: string[],
  now: Date,
): Promise<Conversation[]> {
  if (conversationIds.length === 0) return [];
  const rows = await readConversations(reader).where(inArray(conversations.id, conversationIds));
  return present(reader, rows, now);
}

/** One page of conversations in the given order. */
export async function presentConversationPage(
  reader: Reader,
  page: { where: SQL | undefined; orderBy: SQL[]; limit: number },
  now: Date,
): Promise<Conversation[]> {
  const rows = await readConversations(reader)
    .where(page.where)
    .orderBy(...page.orderBy)
    .limit(page.limit);
  return present(reader, rows, now);
}

function readConversations(reader: Reader) {
  return reader
    .select({
      conversation: getTableColumns(conversations),
      channel: getTableColumns(channels),
      contact: getTableColumns(contacts),
      profileState: contactIdentities.profileState,
      assignee: { id: assignees.id, name: assignees.name, nickname: assignees.nickname },
      message: messages,
      author: authors,
      approvalPending: hasPendingReply,
      attachmentType: sql<MessageAttachment["type"] | null>`(
        select ${attachments.type} from ${attachments}
        where ${attachments.messageId} = ${messages.id} order by ${attachments.position} limit 1)`,
    })
    .from(conversations)
    .innerJoin(channels, eq(channels.id, conversations.channelId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .leftJoin(assignees, eq(assignees.id, conversations.assigneeId))
    .leftJoin(messages, eq(messages.id, conversations.lastMessageId))
    .leftJoin(authors, eq(authors.id, messages.authorId))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof readConversations>>[number];

async function present(reader: Reader, rows: Row[], now: Date): Promise<Conversation[]> {
  const shown = rows.filter(({ conversation }) => conversation.hasPublic);
  const targets = await readPublicTargets(
    reader,
    shown.map(({ conversation }) => conversation.id),
    now,
  );
  return rows.map((row) => presentConversation(row, targets.get(row.conversation.id) ?? null, now));
}

function presentConversation(row: Row, publicTarget: PublicTarget | null, now: Date): Conversation {
  const { conversation, channel, contact, assignee } = row;
  return {
    id: conversation.id,
    channel: {
      id: channel.id,
      kind: channel.kind,
      externalId: channel.externalId,
      name: channel.name,
      pictureUrl: channel.pictureUrl,
      active: channel.active,
      connected: channel.disconnectedAt === null,
      tokenState: channel.tokenState,
      problems: channel.problems,
      lengthLimit: channel.lengthLimit,
      humanAgent: channel.humanAgent,
      publicApproval: channel.publicApproval,
      seenPolicy: channel.seenPolicy,
    },
    contact: {
      id: contact.id,
      name: contact.name,
      pictureUrl: pictureAddress(contact),
      profileState: row.profileState,
    },
    status: conversation.status,
    handling: conversation.handling,
    assignee: assignee?.id ? { id: assignee.id, name: assignee.nickname ?? assignee.name } : null,
    skill: null,
    sources: { public: conversation.hasPublic, private: conversation.hasPrivate },
    window: messagingWindow(conversation, { now, humanAgent: channel.humanAgent }),
    publicTarget,
    approvalPending: row.approvalPending,
    referral: conversation.referral,
    tags: conversation.tags,
    unreadCount: conversation.unreadCount,
    lastMessage: presentLastMessage(row),
    lastMessageAt: conversation.lastMessageAt.toISOString(),
    waitingSince: conversation.waitingSince?.toISOString() ?? null,
    openedAt: conversation.openedAt.toISOString(),
    closedAt: conversation.closedAt?.toISOString() ?? null,
    revision: conversation.revision,
  };
}

function presentLastMessage({ message, author, contact, attachmentType }: Row): Conversation["lastMessage"] {
  if (!message) return null;
  const { id, kind, text, direction, visibility, status, approval, sentAt, deletedAt } = message;
  return {
    id,
    kind,
    text: deletedAt ? null : text,
    attachmentType,
    direction,
    visibility,
    author: presentAuthor({ message, contact, user: author }),
    status,
    approval,
    sentAt: sentAt.toISOString(),
  };
}
