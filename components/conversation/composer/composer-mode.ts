import type { Conversation, Message } from "@/lib/conversations/shapes";
import type { ComposerDraft } from "../outbox/draft-store";

/** Who sees what is written: everyone, the contact alone, colleagues alone. */
export type ComposerMode = Message["visibility"];

/** All that a composer's state follows from: the same facts give the same state, whatever came first. */
export interface ComposerFacts {
  conversation: Conversation;
  draft: ComposerDraft;
  /** What was said in public in the loaded stretch of the thread. */
  publicMessages: readonly Message[];
  /** What was on while somebody's cursor stands in the text; null = nobody's does. */
  held: ComposerMode | null;
  now: number;
}

/** Whether its author would miss something of it. */
export function holdsContent({ text, files, replyTo }: ComposerDraft): boolean {
  return text !== "" || files.length > 0 || replyTo !== null;
}

/**
 * Which of the three is on. What was chosen stands; else it follows the side on which the contact spoke last. It never
 * turns public by itself over a text, nor under a cursor.
 */
export function composerMode({
  conversation,
  draft,
  held,
}: Pick<ComposerFacts, "conversation" | "draft" | "held">): ComposerMode {
  const stands = draft.until === null || holdsContent(draft) || draft.until === sideOf(conversation);
  if (draft.mode && stands) return draft.mode;
  if (holdsContent(draft)) return "private";
  if (held && held !== "public") return held;
  return conversation.publicTarget?.isNewest ? "public" : "private";
}

/** It changes when the contact speaks in public, or on the other side. */
export function sideOf({ publicTarget }: Pick<Conversation, "publicTarget">): string {
  return publicTarget ? `${publicTarget.messageId} ${publicTarget.isNewest}` : "";
}
