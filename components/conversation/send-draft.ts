import { splitText } from "@/lib/conversations/sending/split-text";
import { type ComposerDraft, changeDraft, readDraft } from "./draft-store";
import { sendUnsent } from "./my-outbox";

/** The texts that a draft is sent as: a platform's message has its length. A note has none. */
export function textsOf({ text, mode }: Pick<ComposerDraft, "text" | "mode">, limit: number): string[] {
  const whole = text.trim();
  return mode === "private" && whole.length > limit ? splitText(whole, limit) : [whole];
}

/**
 * Sends what stands in the composer, and empties it: one message for each part of the text. The first carries what it
 * answers, the last the files and the quick replies.
 */
export function sendDraft(ownerId: string, conversationId: string, limit: number) {
  const draft = readDraft(conversationId);
  const { mode, replyTo, quickReplies, files } = draft;
  const attachments = files.flatMap(({ attachment }) => attachment ?? []);
  const texts = textsOf(draft, limit);
  const now = Date.now();
  texts.forEach((text, index) => {
    const answered = index === 0 && mode === "private" ? replyTo : null;
    const isLast = index === texts.length - 1;
    sendUnsent(ownerId, conversationId, {
      id: crypto.randomUUID(),
      text,
      visibility: mode,
      replyToId: answered?.id ?? null,
      replyTo: answered,
      quickReplies: isLast && mode === "private" ? quickReplies : [],
      attachments: isLast ? attachments : [],
      writtenAt: new Date(now + index).toISOString(),
    });
  });
  changeDraft(conversationId, { text: "", replyTo: null, quickReplies: [], files: [], sendWhenReady: null });
}

/** Sends what its author has sent already, now that every file of it is there. */
export function sendWhenReady(conversationId: string) {
  const { sendWhenReady: asked, files, text } = readDraft(conversationId);
  if (!asked || files.some(({ attachment }) => !attachment)) return;
  if (files.length === 0 && !text.trim()) return changeDraft(conversationId, { sendWhenReady: null });

  sendDraft(asked.ownerId, conversationId, asked.limit);
}
