import type { PublicationState } from "@/lib/channels/channel";
import type { MessageRow } from "../change-message";
import { notBefore } from "../sending/match-sent";

/**
 * Which of our messages that are under way the platform tells of here; the oldest where several say the same. What it
 * tells of a comment carries no mark of ours, so it is by post, words and time.
 */
export function claimOwn(underWay: MessageRow[], told: PublicationState): MessageRow | undefined {
  return underWay.find((message) => isPossible(message, told));
}

function isPossible(message: MessageRow, told: PublicationState) {
  const { firstAttemptedAt, postExternalId, text } = message;
  if (!firstAttemptedAt || postExternalId !== told.postExternalId || told.removedAt) return false;
  const isPatient = message.status === "sending" || canHaveArrived(message);
  return isPatient && told.at >= notBefore({ firstAttemptedAt }) && plain(text) === plain(told.text);
}

/** Given up, and still it may have arrived. */
function canHaveArrived({ failureReason }: MessageRow) {
  return failureReason === "outcome_unknown" || failureReason === "not_delivered";
}

/** A mention goes out as an id and comes back as the name, with or without its sign; a platform may trim. */
function plain(text: string | null) {
  return (text ?? "").normalize("NFC").replaceAll("@", "").replace(/\s+/g, " ").trim();
}
