import type { ReplyPlace } from "@/lib/conversations/sending/place-capabilities";
import type { Quoted } from "../outbox/draft-store";
import { type SendingState, sendingState } from "../sending-state";
import { type ComposerFacts, type ComposerMode, composerMode } from "./composer-mode";

/** What the composer shows and does just now. */
export interface ComposerState {
  mode: ComposerMode;
  place: ReplyPlace | "note";
  /** What goes out with it as answered. In public and in a private reply it is never missing. */
  answers: Quoted | null;
  sending: SendingState;
  /** Why it can't go as it is written; null = it can, or is empty. */
  refusal: string | null;
  /** UTF-16 units in one message; null = no limit. */
  limit: number | null;
  /** What the place does not take, and why. */
  not: { files?: string; quickReplies?: string; voice?: string; mention?: string };
  /** What the button does. */
  verb: string;
  words: ComposerWords;
  /** Beside what is said in public only. */
  publicSide: PublicSide | null;
}

/** What the composer and its field are called, and what stands in the field while it is empty. */
export interface ComposerWords {
  region: string;
  label: string;
  placeholder: string;
}

export interface PublicSide {
  /** Why the switch can't go to public; null = it can. */
  refused: string | null;
  /** What was said in public that is answered; null = it is no answer to that. */
  target: PublicAnswered | null;
  /** What befell what was to be answered, or befalls what is sent. */
  notice: string | null;
  /** No private reply is possible (any more), so that the way to Messenger can only be shown in public. */
  offersLink: boolean;
}

export interface PublicAnswered extends Quoted {
  /** "comment", "post", "recommendation" */
  noun: string;
  /** Another one than the newest. */
  isChosen: boolean;
}

/** The state of a conversation in which nothing was said in public; else until `composerState` has come. */
export function privateComposerState(facts: ComposerFacts): ComposerState {
  const { conversation, draft, now } = facts;
  const mode = composerMode(facts);
  const sending = sendingState(conversation, now);
  const isNote = mode === "note";
  return {
    mode,
    place: isNote ? "note" : mode === "public" ? "public_comment" : "thread",
    answers: isNote ? null : draft.replyTo,
    sending,
    refusal: null,
    limit: isNote ? null : conversation.channel.lengthLimit,
    not: {},
    verb: isNote ? "Add note" : sending.kind === "tagged" ? "Send with human-agent tag" : "Reply",
    words: isNote ? noteWords : threadWords(conversation.contact.name),
    publicSide: null,
  };
}

const noteWords = {
  region: "Write a note",
  label: "Note for colleagues",
  placeholder: "A note that only colleagues see",
};

function threadWords(name: string): ComposerWords {
  return { region: "Write a reply", label: `Reply to ${name}`, placeholder: `Write to ${name}` };
}
