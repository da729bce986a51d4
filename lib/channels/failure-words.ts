import type { FailureReason } from "./channel";

interface Words {
  /** What happened and what can be done; nothing was lost. */
  message: string;
  /** Whether sending the same again may work. */
  retryable: boolean;
}

/** Each reason for which a message was not sent, as an agent reads it. */
export const failureWords: Record<FailureReason, Words> = {
  window_closed: {
    message: "The time to answer is over. You can write again as soon as the contact does.",
    retryable: false,
  },
  contact_unavailable: {
    message: "This person can't receive messages from the Page now. They may have blocked it.",
    retryable: true,
  },
  reconnect_needed: {
    message: "The Page's access has ended. An admin can connect it again, then send this once more.",
    retryable: true,
  },
  permission_missing: {
    message: "Facebook has not given the permission to send. An admin can ask for it again in Settings.",
    retryable: true,
  },
  human_agent_not_approved: {
    message: "Facebook has not approved answers after 24 hours for this app.",
    retryable: false,
  },
  not_in_control: {
    message: "Another app is in control of this thread. Answer there, or have it handed over.",
    retryable: true,
  },
  page_restricted: { message: "Facebook has restricted this Page from messaging.", retryable: true },
  too_long: { message: "The message is too long for the platform. Split it and send it again.", retryable: false },
  rejected: { message: "Facebook did not accept this message.", retryable: true },
  outcome_unknown: {
    message: "We could not make sure that this arrived. Check with the contact before you send it again.",
    retryable: true,
  },
  channel_inactive: { message: "The channel is switched off. An admin can switch it on.", retryable: true },
  needs_a_look: {
    message: "Facebook refused this for a reason that we don't know yet. The details can be copied for an admin.",
    retryable: true,
  },
};
