import { and, asc, eq, getTableColumns, inArray, or, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Reader } from "@/db/client";
import { contacts } from "@/db/schema/contacts";
import { attachmentLinks, attachments, conversations, messages, reactions } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { sideBySide } from "@/db/side-by-side";
import type { FailureReason } from "@/lib/channels/channel";
import { failureWords } from "@/lib/channels/failure-words";
import { clock } from "@/lib/clock";
import { rejectionWords } from "./approval/rejection-words";
import { presentAttachment } from "./files/present-attachment";
import { readPublicParts } from "./publications/public-parts";
import { type WaitingReason, waitingWords } from "./sending/waiting-words";
import type { Message } from "./shapes";

const approvers = alias(users, "approver");

/** Messages by id as the wire shows them, oldest first. Sockets and reads present through this one function. */
export async function presentMessages(reader: Reader, messageIds: string[]): Promise<Message[]> {
  if (messageIds.length === 0) return [];
  const rows = await readMessages(reader, inArray(messages.id, messageIds));
  return dress(reader, rows);
}

type Row = Awaited<ReturnType<typeof readMessages>>[number];

function readMessages(reader: Reader, where: SQL | undefined) {
  return reader
    .select({
      message: messages,
      contact: { id: contacts.id, name: contacts.name },
      user: users,
      approver: { id: approvers.id, name: approvers.name, nickname: approvers.nickname },
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .leftJoin(users, eq(users.id, messages.authorId))
    .leftJoin(approvers, eq(approvers.id, messages.approverId))
    .where(where)
    .orderBy(asc(messages.sentAt), asc(messages.sequence));
}

async function dress(reader: Reader, rows: Row[]): Promise<Message[]> {
  const [files, quoted, reacted, shown] = await sideBySide(
    reader,
    () => readAttachments(reader, rows),
    () => readQuoted(reader, rows),
    () => readReactions(reader, rows),
    () =>
      readPublicParts(
        reader,
        rows.map(({ message }) => message),
        clock.now(),
      ),
  );

  return rows.map((row) => {
    const { message } = row;
    const quote = quoted.get(quoteKey(message)) ?? quoted.get(message.replyToId ?? "") ?? null;
    return {
      id: message.id,
      sequence: message.sequence,
      conversationId: message.conversationId,
      externalId: message.externalId,
      direction: message.direction,
      visibility: message.visibility,
      author: presentAuthor(row),
      kind: message.kind,
      text: message.deletedAt ? null : message.text,
      details: presentDetails(message),
      attachments: message.deletedAt ? [] : (files.get(message.id) ?? []),
      replyToId: quote?.id ?? null,
      replyTo: quote,
      post: shown.postOf(message),
      publication: shown.partOf(message),
      approval: presentApproval(row),
      reactions: reacted.get(`${message.channelId} ${message.externalId}`) ?? [],
      status: message.status,
      failure: presentFailure(row),
      waiting: presentWaiting(message),
      sentAt: message.sentAt.toISOString(),
      deliveredAt: message.deliveredAt?.toISOString() ?? null,
      readAt: message.readAt?.toISOString() ?? null,
      editedAt: message.editedAt?.toISOString() ?? null,
      deletedAt: message.deletedAt?.toISOString() ?? null,
      revision: message.revision,
    };
  });
}

export function presentAuthor({
  message,
  contact,
  user,
}: {
  message: { authorKind: Message["author"]["kind"] };
  contact: { id: string; name: string };
  user: { id: string; name: string; nickname: string | null } | null;
}): Message["author"] {
  const kind = message.authorKind;
  if (kind === "contact") return { kind, id: contact.id, name: contact.name };
  if (user) return { kind, id: user.id, name: user.nickname ?? user.name };
  return { kind, id: null, name: kind === "system" ? "Pagedesk" : "Outside Pagedesk" };
}

function presentApproval({ message, approver }: Row): Message["approval"] {
  const { approval, decidedAt } = message;
  if (!approval) return null;
  const by = approver?.id ? { id: approver.id, name: approver.nickname ?? approver.name } : null;
  return { state: approval, by, at: decidedAt?.toISOString() ?? null };
}

/** Without the raw form, which is for admins: `findRawMessage`. */
function presentDetails({ details, deletedAt }: Row["message"]): Message["details"] {
  const { raw: _, ...told } = details ?? {};
  return deletedAt || Object.keys(told).length === 0 ? null : told;
}

function presentFailure(row: Row): Message["failure"] {
  const { failureReason, failureDetail, status } = row.message;
  if (!failureReason || status !== "failed") return null;
  const words = failureWords[failureReason as FailureReason] ?? failureWords.needs_a_look;
  const by = presentApproval(row)?.by;
  return {
    reason: failureReason,
    message: failureReason === "not_approved" && by ? rejectionWords(by.name, failureDetail) : words.message,
    retryable: words.retryable,
    detail: failureDetail,
  };
}

function presentWaiting({ status, waitingReason, waitingSince, retryAt, recordedAt }: Row["message"]) {
  if (!waitingReason || (status !== "queued" && status !== "sending")) return null;
  return {
    reason: waitingReason,
    message: waitingWords[waitingReason as WaitingReason] ?? waitingWords.unreachable,
    since: (waitingSince ?? recordedAt).toISOString(),
    retryAt: retryAt?.toISOString() ?? null,
  };
}

async function readAttachments(reader: Reader, rows: Row[]) {
  const found = await reader
    .select({ file: getTableColumns(attachments), link: attachmentLinks })
    .from(attachments)
    .leftJoin(attachmentLinks, eq(attachmentLinks.attachmentId, attachments.id))
    .where(
      inArray(
        attachments.messageId,
        rows.map(({ message }) => message.id),
      ),
    )
    .orderBy(asc(attachments.position));
  const shapes = new Map<string, Message["attachments"]>();
  for (const { file, link } of found) {
    if (!file.messageId) continue;
    shapes.set(file.messageId, [...(shapes.get(file.messageId) ?? []), presentAttachment(file, link)]);
  }
  return shapes;
}

/** By the platform's name, and by ours for what it has not named yet. */
async function readQuoted(reader: Reader, rows: Row[]) {
  const names = rows.flatMap(({ message }) => message.replyToExternalId ?? []);
  const unnamed = rows.flatMap(({ message }) => (message.replyToExternalId ? [] : (message.replyToId ?? [])));
  const shapes = new Map<string, NonNullable<Message["replyTo"]>>();
  if (names.length === 0 && unnamed.length === 0) return shapes;

  const channelIds = [...new Set(rows.map(({ message }) => message.channelId))];
  const isNamed = and(inArray(messages.channelId, channelIds), inArray(messages.externalId, names));
  const found = await readMessages(reader, or(isNamed, inArray(messages.id, unnamed)));
  for (const row of found) {
    const { id, text, channelId, externalId, deletedAt, visibility } = row.message;
    const quote = { id, authorName: presentAuthor(row).name, text: deletedAt ? null : text, visibility };
    shapes.set(id, quote);
    shapes.set(`${channelId} ${externalId}`, quote);
  }
  return shapes;
}

function quoteKey({ channelId, replyToExternalId }: Row["message"]) {
  return `${channelId} ${replyToExternalId}`;
}

async function readReactions(reader: Reader, rows: Row[]) {
  const wanted = rows.flatMap(({ message }) => message.externalId ?? []);
  const shapes = new Map<string, Message["reactions"]>();
  if (wanted.length === 0) return shapes;

  const found = await reader
    .select()
    .from(reactions)
    .where(
      and(
        inArray(reactions.channelId, [...new Set(rows.map(({ message }) => message.channelId))]),
        inArray(reactions.messageExternalId, wanted),
        eq(reactions.removed, false),
      ),
    )
    .orderBy(asc(reactions.by));
  for (const { channelId, messageExternalId, by, emoji } of found) {
    const key = `${channelId} ${messageExternalId}`;
    shapes.set(key, [...(shapes.get(key) ?? []), { by, emoji }]);
  }
  return shapes;
}
