import { timeLeft } from "@/components/ui/format-time";
import { placeCapabilities, refusalAt } from "@/lib/conversations/sending/place-capabilities";
import type { Conversation, Message } from "@/lib/conversations/shapes";
import type { Quoted } from "../outbox/draft-store";
import { channelRefusal, refused, type SendingState } from "../sending-state";
import { type ComposerFacts, composerMode } from "./composer-mode";
import {
  type ComposerState,
  type PublicAnswered,
  type PublicSide,
  privateComposerState,
} from "./composer-private-state";

type PrivateReply = NonNullable<Message["publication"]>["privateReply"];

/** What would be answered in public, and what becomes of a private reply to it. */
interface Target extends PublicAnswered {
  /** Null: not known here. The server knows. */
  privateReply: PrivateReply | null;
}

interface Targeting {
  target: Target | null;
  /** What was to be answered is gone. */
  moved: boolean;
}

/**
 * The composer of a conversation in which something was said in public: where a reply goes, what it answers, whether
 * it can go, and the words for all of that. It follows from the facts alone.
 */
export function composerState(facts: ComposerFacts): ComposerState {
  const { conversation, draft } = facts;
  const mode = composerMode(facts);
  const targeting = targetOf(facts);
  const state =
    mode === "note"
      ? withSide(privateComposerState(facts), conversation, targeting, null)
      : mode === "public"
        ? publicState(facts, targeting)
        : privateState(facts, targeting);
  return { ...state, refusal: refusalOf(state, conversation.channel, draft) };
}

/** The chosen one, else the one that was answered when somebody began to write, else the newest; as far as they stand. */
function targetOf({ conversation, draft, publicMessages }: ComposerFacts): Targeting {
  const newest = newestOf(conversation);
  const wanted = draft.replyTo?.visibility === "public" ? draft.replyTo : draft.answering;
  if (!wanted || wanted.id === newest?.id) return { target: newest, moved: false };

  const known = publicMessages.find(({ id }) => id === wanted.id);
  if (known?.deletedAt) return { target: newest, moved: true };
  const privateReply = known?.publication?.privateReply ?? null;
  const noun = nouns[known?.publication?.kind ?? "comment"];
  return { target: { ...wanted, noun, isChosen: true, privateReply }, moved: false };
}

function newestOf({ publicTarget }: Conversation): Target | null {
  if (!publicTarget) return null;
  const { messageId: id, authorName, text, kind, privateReply } = publicTarget;
  return { id, authorName, text, visibility: "public", noun: nouns[kind], isChosen: false, privateReply };
}

const nouns = { comment: "comment", post: "post", rating: "recommendation" };

function publicState(facts: ComposerFacts, targeting: Targeting): ComposerState {
  const { conversation } = facts;
  const can = placeCapabilities("public_comment", conversation.channel);
  const why = whyNotPublic(conversation, targeting);
  const base = privateComposerState(facts);
  const { name } = conversation.contact;
  return {
    ...withSide(base, conversation, targeting, targeting.target),
    place: "public_comment",
    answers: quotedOf(targeting.target),
    sending:
      channelRefusal(conversation.channel) ??
      (why ? refused(why, null) : { kind: "open", line: null, urgency: "calm" }),
    limit: can.textLimit,
    not: can.not,
    verb: "Reply publicly",
    words: {
      region: "Write a public reply",
      label: `Public reply to ${name}`,
      placeholder: `Answer ${name} for everyone to see`,
    },
  };
}

/**
 * An open window takes ordinary messages; one that was chosen to answer something public is a private reply all the
 * same, as long as that is possible. Without a window a private reply is all there is.
 */
function privateState(facts: ComposerFacts, targeting: Targeting): ComposerState {
  const { conversation, draft, now } = facts;
  const { target } = targeting;
  const base = privateComposerState(facts);
  const isShut = base.sending.kind === "refused";
  const wanted = isShut ? target !== null : draft.replyTo?.visibility === "public";
  const stopped = channelRefusal(conversation.channel);
  const reply = target && wanted && !stopped ? privateReplyState(target, now) : null;
  if (!target || !reply || (!isShut && reply.kind === "refused")) {
    const answers = draft.replyTo?.visibility === "public" ? null : draft.replyTo;
    return { ...withSide(base, conversation, targeting, null), answers };
  }

  const can = placeCapabilities("private_reply", conversation.channel);
  const side = withSide(base, conversation, targeting, target);
  const { name } = conversation.contact;
  return {
    ...side,
    place: "private_reply",
    answers: quotedOf(target),
    sending: reply,
    limit: can.textLimit,
    not: can.not,
    verb: "Send private reply",
    words: {
      region: "Write a private reply",
      label: `Private reply to ${name}`,
      placeholder: `One message that only ${name} sees`,
    },
    publicSide: side.publicSide && { ...side.publicSide, offersLink: reply.kind === "refused" },
  };
}

const DAY_MS = 86_400_000;

/** Meta, Private Replies, 2026-04-16: one for each comment or visitor post, by 7 days after it. */
function privateReplyState({ privateReply, noun, authorName }: Target, now: number): SendingState {
  const leftMs = privateReply?.until ? Date.parse(privateReply.until) - now : null;
  const state = leftMs !== null && leftMs <= 0 ? "late" : privateReply?.state;
  switch (state) {
    case "used":
      return refused(
        `The one private reply to this ${noun} was sent. You can write again as soon as ${authorName} answers.`,
        null,
      );
    case "late":
      return refused(`Facebook takes a private reply by 7 days after a ${noun}, and those are over.`, null);
    case "impossible":
      return refused(`Facebook takes no private reply to this ${noun}.`, null);
    case "possible":
    case undefined: {
      const left = leftMs === null ? "" : `, ${timeLeft(leftMs)} left`;
      const urgency = leftMs !== null && leftMs < DAY_MS ? (leftMs < DAY_MS / 24 ? "now" : "soon") : "calm";
      return { kind: "open", line: `1 private reply${left}`, urgency };
    }
    default:
      return state satisfies never;
  }
}

function withSide(
  state: ComposerState,
  conversation: Conversation,
  targeting: Targeting,
  target: Target | null,
): ComposerState {
  const publicSide: PublicSide = {
    refused: whyNotPublic(conversation, targeting),
    target,
    notice: target && noticeOf(state, conversation, targeting),
    offersLink: false,
  };
  return { ...state, publicSide };
}

function whyNotPublic({ sources, contact }: Conversation, { target }: Targeting): string | null {
  if (target) return null;
  return sources.public
    ? `Nothing that ${contact.name} said in public is there any more, so there is nothing to answer.`
    : `${contact.name} has said nothing in public here.`;
}

function noticeOf({ mode }: ComposerState, { channel }: Conversation, { target, moved }: Targeting) {
  if (moved) return `What you were answering was removed. This answers the newest ${target?.noun} now.`;
  return mode === "public" && channel.publicApproval ? "A colleague looks at it before it goes out." : null;
}

/** Why it can't go there as it is written. Nothing of it is lost: it can go elsewhere. */
function refusalOf(
  { place, sending }: ComposerState,
  channel: Conversation["channel"],
  { text, files, quickReplies, mentionsContact }: ComposerFacts["draft"],
): string | null {
  if (place === "note" || place === "thread" || sending.kind === "refused") return null;
  const content = {
    text: text.trim(),
    files: files.map(({ attachment, type, size }) => ({
      contentType: attachment?.contentType ?? type,
      size,
    })),
    quickReplies: quickReplies.length,
    mentionsContact: mentionsContact && place === "public_comment",
  };
  return refusalAt(place, channel, content)?.message ?? null;
}

function quotedOf(target: Target | null): Quoted | null {
  return target && { id: target.id, authorName: target.authorName, text: target.text, visibility: "public" };
}
