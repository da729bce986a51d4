/** Something that is not as it should be: what kind, where, and in words. */
export interface Difference {
  kind: DifferenceKind;
  /** A thread, an answer, somebody's screen, a table. */
  where: string;
  what: string;
}

export type DifferenceKind =
  /** The platform has it, the database has not. */
  | "message_missing"
  /** The database has one message of the platform more than once. */
  | "message_twice"
  /** The database has what the platform does not know. */
  | "message_invented"
  | "message_order"
  | "message_text"
  | "message_direction"
  | "message_time"
  | "message_reaction"
  | "message_receipt"
  /** The platform has it below a post, the database has not. */
  | "public_missing"
  | "public_invented"
  | "public_text"
  | "public_author"
  /** Below another post, or in answer to something else. */
  | "public_place"
  | "public_time"
  /** Edited, hidden, removed. */
  | "public_state"
  /** In a conversation to which it does not belong, or not in the one to which it does. */
  | "public_standing"
  /** Taken with a 201, and not in the database. */
  | "answer_lost"
  /** Neither sent nor failed. */
  | "answer_unsettled"
  /** The customer has it more than once. */
  | "answer_twice"
  /** Shown as sent, and the customer has not got it. */
  | "answer_not_arrived"
  /** Shown as failed, and the customer has got it. */
  | "answer_failed_but_arrived"
  /** Refused, and there all the same. */
  | "answer_refused_but_there"
  | "answer_order"
  | "screen_row_missing"
  | "screen_row_extra"
  | "screen_row_order"
  | "screen_row"
  | "screen_message_missing"
  | "screen_message_extra"
  | "screen_message_order"
  | "screen_message"
  | "screen_part"
  | "screen_not_live"
  | "badge"
  | "delivery_unopened"
  | "delivery_unreadable"
  | "delivery_lost"
  | "delivery_refused"
  | "event_parked"
  | "event_set_aside"
  | "job_left"
  | "program_ended";

/** How many of each kind. */
export function countKinds(differences: Difference[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of differences) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
