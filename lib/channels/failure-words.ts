import type { FailureReason } from "./channel";

interface FailureWords {
  /** For agents, as it is: what happened, and what they can do. The text itself is always kept. */
  message: string;
  /** Whether to offer sending it again. */
  retryable: boolean;
}

export const failureWords: Record<FailureReason, FailureWords> = {
  window_closed: {
    message: "Facebook's time for a reply is over. You can send this again as soon as the person writes.",
    retryable: true,
  },
  contact_unavailable: {
    message:
      "This person cannot be reached: they may have blocked the Page, closed their account, or accept no messages at the moment.",
    retryable: true,
  },
  reconnect_needed: {
    message:
      "The connection to this Page has ended. Ask an admin to reconnect it in Settings → Channels, then send this again.",
    retryable: true,
  },
  permission_missing: {
    message:
      "Our app lacks a permission to write for this Page. Ask an admin to reconnect it and to grant everything that is asked, then send this again.",
    retryable: true,
  },
  human_agent_not_approved: {
    message:
      "Meta has not approved this app for answers after the window. Ask an admin to switch human agents off for this channel or to have them approved; until then, wait for the person to write.",
    retryable: true,
  },
  not_in_control: {
    message:
      "Another app is handling this conversation, often the Page's own inbox or an automatic assistant. Finish it there, or answer it there.",
    retryable: true,
  },
  page_restricted: {
    message:
      "Facebook has restricted this Page or our app from sending messages. An admin can see the reason in Meta's Business Support Home.",
    retryable: true,
  },
  too_long: { message: "This message is too long for Facebook. Please shorten it.", retryable: false },
  rejected: {
    message: "Facebook refused this message as it is. Change it and send it as a new one.",
    retryable: false,
  },
  media_type: {
    message: "Facebook did not take this file: its type is not one that it knows. Send it as a link instead.",
    retryable: false,
  },
  media_too_large: {
    message: "This file is too large for Facebook, which takes up to 25 MB. Send it as a link instead.",
    retryable: false,
  },
  media_unreadable: {
    message:
      "Facebook could not read this file: it may be damaged, or a film in a format that Messenger can't play. Send it as a link instead.",
    retryable: true,
  },
  media_missing: {
    message: "Our copy of this file can't be read any more, so it was not sent. Attach it again.",
    retryable: false,
  },
  private_reply_used: {
    message:
      "Facebook takes one private reply to a comment or post, and this one has had it. You can write privately as soon as the person answers; until then, answer in public.",
    retryable: false,
  },
  private_reply_late: {
    message:
      "Facebook takes a private reply within 7 days, and from people who can be written to. Answer in public, and ask the person to write to the Page.",
    retryable: false,
  },
  private_reply_impossible: {
    message:
      "Facebook takes no private reply to this. Answer in public, and ask the person to write to the Page.",
    retryable: false,
  },
  private_reply_not_sent: {
    message:
      "The private reply that this speaks of has not gone out, so this was not said in public. Send that one again first, or write this anew.",
    retryable: true,
  },
  public_gone: {
    message:
      "What this answers is gone, or the Page can't see it any more, so it was not posted. Answer something that still stands, or write privately.",
    retryable: true,
  },
  public_blocked: {
    message:
      "Facebook has held back this Page's public replies for many hours, as it does after too many in a row. This one was not posted: send it again later, or write privately.",
    retryable: true,
  },
  not_as_page: {
    message:
      "Facebook took us for a person instead of the Page, and refused this. Ask an admin to reconnect this Page in Settings → Channels, then send it again.",
    retryable: true,
  },
  only_people_in_public: {
    message:
      "Nothing automatic may speak in public unless an admin's rule allows it, so this was not posted. Write it yourself.",
    retryable: false,
  },
  outcome_unknown: {
    message:
      "We could not find out whether this message arrived. Send it again and we look once more before anything goes out; or look at the conversation in Facebook's own inbox.",
    retryable: true,
  },
  not_delivered: {
    message:
      "Facebook did not take this message, though we tried several times. It has not arrived. Try again later.",
    retryable: true,
  },
  cancelled: { message: "This message was taken back before it was sent.", retryable: true },
  not_approved: {
    message: "A colleague did not approve this reply, so it was not published.",
    retryable: true,
  },
  platform_busy: {
    message: "Facebook let nothing through for a whole day. This message has not arrived; send it again.",
    retryable: true,
  },
  unreachable: {
    message: "Facebook could not be reached for a whole day. This message has not arrived; send it again.",
    retryable: true,
  },
  channel_inactive: {
    message:
      "This channel is switched off, so nothing is sent. Ask an admin to switch it on, then send this again.",
    retryable: true,
  },
  needs_a_look: {
    message:
      "Facebook refused this message for a reason that we do not know yet. Show the details to an admin, or try again later.",
    retryable: true,
  },
};
