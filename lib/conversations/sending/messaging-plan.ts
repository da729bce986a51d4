import type { FailureReason, SendMode } from "@/lib/channels/channel";
import { failureWords } from "@/lib/channels/failure-words";
import { stateAt } from "../messaging-window";
import type { PrivateReply } from "../publications/shapes";
import type { MessagingWindow } from "../shapes";

/** `system`: Pagedesk itself. */
export type MessageAuthor = "agent" | "bot" | "system";

interface MessageTag {
  tag: string;
  /** How a message goes out with it; `null` for a tag that no code path may ever use again. */
  mode: SendMode | null;
  /** Whose words may carry it. */
  author: MessageAuthor | null;
  retiredOn: string | null;
  source: string;
}

const tagRemoval = "Meta, Messenger Platform changelog: refused with code 100 from 2026-04-27";

/** What Meta lets out after the window, with the day from which it no longer does. */
export const messageTags: readonly MessageTag[] = [
  {
    tag: "HUMAN_AGENT",
    mode: "human_agent",
    author: "agent",
    retiredOn: null,
    source: "Meta, Messenger Platform: Send Messages, page of 2026-05-05: 7 days, words of a person only",
  },
  { tag: "CONFIRMED_EVENT_UPDATE", mode: null, author: null, retiredOn: "2026-04-27", source: tagRemoval },
  { tag: "ACCOUNT_UPDATE", mode: null, author: null, retiredOn: "2026-04-27", source: tagRemoval },
  { tag: "POST_PURCHASE_UPDATE", mode: null, author: null, retiredOn: "2026-04-27", source: tagRemoval },
];

export interface PlanQuestion {
  window: MessagingWindow;
  author: MessageAuthor;
  visibility: "public" | "private" | "note";
  /** Of a private message that answers something said in public: whether the platform takes one for it. */
  privateReply?: PrivateReply["state"] | null;
  /** The admin's rule by which something automatic may speak in public. */
  ruleId?: string | null;
  /** Whether the channel's app was approved for human agents, and its admin switched them on. */
  humanAgentApproved: boolean;
}

export type MessagingPlan =
  | { allowed: true; mode: SendMode }
  /** The message is shown to agents as it is. */
  | { allowed: false; reason: keyof typeof refusals; message: string };

/**
 * How a message may go out at `now`, or why it may not: composer, sending and delivery all ask here. No window
 * governs what is public, nor a private reply to it; in public only people speak, unless a rule says otherwise; and a
 * note never leaves the house.
 */
export function messagingPlan(question: PlanQuestion, now: Date): MessagingPlan {
  if (question.visibility === "note") return { allowed: true, mode: "reply" };
  if (question.visibility === "public")
    return question.author === "agent" || question.ruleId
      ? { allowed: true, mode: "reply" }
      : refused("only_people_in_public");
  if (question.privateReply)
    return question.privateReply === "possible"
      ? { allowed: true, mode: "reply" }
      : refused(`private_reply_${question.privateReply}`);

  const state = stateAt(question.window, now);
  if (state === "open") return { allowed: true, mode: "reply" };
  if (state === "none") return refused("never_opened");
  if (state === "closed" || !question.humanAgentApproved) return refused("window_closed");

  return mayCarry("human_agent", question.author, now)
    ? { allowed: true, mode: "human_agent" }
    : refused("only_people");
}

function mayCarry(mode: SendMode, author: MessageAuthor, now: Date) {
  return messageTags.some((tag) => tag.mode === mode && tag.author === author && !isRetired(tag, now));
}

export function isRetired({ retiredOn }: Pick<MessageTag, "retiredOn">, now: Date) {
  return retiredOn !== null && now >= new Date(retiredOn);
}

const refusals = {
  never_opened:
    "This person has not written to the Page in Messenger yet, and Facebook does not let the Page write first. You can answer as soon as they write.",
  only_people:
    "Facebook's time for automatic answers is over. Only a person may still write in this conversation.",
  only_people_in_public:
    "Nothing automatic may speak in public unless an admin's rule allows it. Only a person may write here.",
  private_reply_used: failureWords.private_reply_used.message,
  private_reply_late: failureWords.private_reply_late.message,
  private_reply_impossible: failureWords.private_reply_impossible.message,
  window_closed:
    "Facebook's time for a reply is over. You can write again as soon as this person does; keep your text until then.",
};

/** As what a message fails that was taken and may not go out any more. */
export function failureByPlan(reason: keyof typeof refusals): FailureReason {
  return reason === "never_opened" || reason === "only_people" ? "window_closed" : reason;
}

function refused(reason: keyof typeof refusals): MessagingPlan {
  return { allowed: false, reason, message: refusals[reason] };
}
