import { api } from "@/components/api";
import type { Message } from "@/lib/conversations/shapes";
import type { Unsent } from "./outbox";

/**
 * Asks the server to take a message. It names its author, for another person may have signed in to this browser since
 * it was written: the server refuses to send it as theirs.
 */
export function postDraft({ conversationId, draft }: Unsent, authorId: string) {
  const { id, text, visibility, replyToId, quickReplies, mentionsContact, attachments = [] } = draft;
  const { seenAnswerId, evenSo, goesAfter } = draft;
  const offered = quickReplies?.length ? quickReplies.map((title) => ({ title })) : undefined;
  const body = {
    id,
    authorId,
    text,
    attachmentIds: attachments.map((file) => file.id),
    visibility,
    replyToId: replyToId ?? undefined,
    quickReplies: offered,
    mentionsContact: mentionsContact || undefined,
    seenAnswerId,
    evenSo,
    goesAfterId: goesAfter,
  };
  return api<Message>("POST", `/api/conversations/${conversationId}/messages`, body);
}
