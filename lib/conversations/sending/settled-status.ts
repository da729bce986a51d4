/** Up to when (platform time) the contact's side has confirmed. */
interface Watermarks {
  deliveredUntil: Date | null;
  readUntil: Date | null;
}

interface Receipts {
  visibility?: "public" | "private" | "note";
  status: "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "received";
  deliveredAt: Date | null;
  readAt: Date | null;
}

/**
 * What an outgoing message that did leave stands at, given the confirmations so far. Receipts may come before the
 * answer to the send call, so this is worked out whenever either side moves.
 */
export function settledStatus(
  message: Receipts,
  { deliveredUntil, readUntil }: Watermarks,
  sentAt: Date,
): Pick<Receipts, "deliveredAt" | "readAt"> & { status: "sent" | "delivered" | "read" } {
  // Receipts speak of Messenger.
  if (message.visibility === "public") return { status: "sent", deliveredAt: null, readAt: null };
  const readAt = message.readAt ?? reached(readUntil, sentAt);
  const deliveredAt = message.deliveredAt ?? reached(deliveredUntil, sentAt) ?? readAt;
  return { status: readAt ? "read" : deliveredAt ? "delivered" : "sent", deliveredAt, readAt };
}

function reached(until: Date | null, sentAt: Date) {
  return until && until >= sentAt ? until : null;
}

/** What a message that has its end no longer carries. */
export const atRest = {
  failureReason: null,
  failureDetail: null,
  waitingReason: null,
  waitingSince: null,
  retryAt: null,
  uncertainSince: null,
  missingSince: null,
} as const;
