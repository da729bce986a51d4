import type { ReplyPlace } from "@/lib/conversations/sending/place-capabilities";
import { splitText } from "@/lib/conversations/sending/split-text";
import type { Draft } from "./draft";
import { type ComposerDraft, changeDraft, type Quoted, readDraft } from "./draft-store";
import { sendUnsent } from "./my-outbox";

/** What its author saw on pressing the button: that is what is sent, also when files keep it waiting. */
export interface SendOrder {
  ownerId: string;
  place: ReplyPlace | "note";
  /** UTF-16 units in one message of a thread. */
  limit: number;
  answers: Quoted | null;
  /** The words that mention the contact. */
  mention: string;
  /** See `ComposerDraft.until`. */
  side: string;
  /** See `useSeenAnswer`. */
  seenAnswerId?: string | null | undefined;
}

/** The texts that a draft is sent as: a platform's message has its length. All else that is too long is refused. */
export function textsOf(text: string, { place, limit }: Pick<SendOrder, "place" | "limit">): string[] {
  const whole = text.trim();
  return place === "thread" && whole.length > limit ? splitText(whole, limit) : [whole];
}

/** Sends what stands in the composer, and empties it. */
export function sendDraft(conversationId: string, order: SendOrder) {
  const draft = readDraft(conversationId);
  for (const one of outgoingOf(draft, order, Date.now())) sendUnsent(order.ownerId, conversationId, one);
  changeDraft(conversationId, emptied(order));
}

/** What is left after sending. Out of what fewer people see the composer comes only when the contact speaks elsewhere. */
export function emptied({ place, side }: SendOrder): Partial<ComposerDraft> {
  const isPublic = place === "public_comment";
  return {
    text: "",
    mode: isPublic ? null : visibilityIn[place],
    until: isPublic ? null : side,
    replyTo: null,
    answering: null,
    mentionsContact: false,
    callToAction: null,
    quickReplies: [],
    files: [],
    sendWhenReady: null,
  };
}

/**
 * One message for each part of the text: the first carries what it answers, the last the files and the quick replies.
 * Behind a private reply comes what is said of it in public.
 */
export function outgoingOf(draft: ComposerDraft, order: SendOrder, now: number): Draft[] {
  const { place, answers, mention, seenAnswerId } = order;
  const texts = textsOf(draft.text, order);
  const attachments = draft.files.flatMap(({ attachment }) => attachment ?? []);
  const messages = texts.map((text, index): Draft => {
    const isLast = index === texts.length - 1;
    return {
      ...named(now + index),
      text,
      visibility: visibilityIn[place],
      ...answering(index === 0 ? answers : null),
      quickReplies: isLast && visibilityIn[place] === "private" ? draft.quickReplies : [],
      attachments: isLast ? attachments : [],
      seenAnswerId,
      ...(place === "public_comment" && mentions(draft.mentionsContact, text, mention)),
    };
  });
  const text = draft.callToAction?.trim();
  if (place !== "private_reply" || !text) return messages;

  const told = { ...named(now + 1), text, visibility: "public", goesAfter: messages[0]!.id } as const;
  return [...messages, { ...told, seenAnswerId, ...answering(answers), ...mentions(true, text, mention) }];
}

const visibilityIn = {
  thread: "private",
  private_reply: "private",
  public_comment: "public",
  note: "note",
} as const;

function named(at: number) {
  return { id: crypto.randomUUID(), writtenAt: new Date(at).toISOString() };
}

function answering(quoted: Quoted | null) {
  return { replyToId: quoted?.id ?? null, replyTo: quoted };
}

function mentions(wanted: boolean, text: string, mention: string) {
  return { mentionsContact: wanted && text.includes(mention) };
}

/** Sends what its author has sent already, now that every file of it is there. */
export function sendWhenReady(conversationId: string) {
  const { sendWhenReady: order, files, text } = readDraft(conversationId);
  if (!order || files.some(({ attachment }) => !attachment)) return;
  if (files.length === 0 && !text.trim()) return changeDraft(conversationId, { sendWhenReady: null });

  sendDraft(conversationId, order);
}
