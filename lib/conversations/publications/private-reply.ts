import type { publications } from "@/db/schema/publications";
import type { PrivateReply } from "./shapes";

/** Meta, Messenger Platform: Private Replies, 2026-04-16: one for each comment or visitor post, by 7 days after it. */
export const PRIVATE_REPLY_DAYS = 7;
const DAY_MS = 86_400_000;

type Facts = Pick<
  typeof publications.$inferSelect,
  "kind" | "saidAt" | "removedAt" | "privateReplyRefusal" | "isElsewhere"
> & { byPerson: boolean; used: boolean };

/**
 * Whether the platform would take a private reply to something said in public. The clock starts with the comment, not
 * with the delivery that told of it.
 *
 * @param facts `byPerson`: a Page can't be written to. `used`: we have sent one, or are about to.
 */
export function privateReply(facts: Facts, now: Date): PrivateReply {
  const { kind, saidAt, removedAt, privateReplyRefusal: refusal, isElsewhere, byPerson, used } = facts;
  if (!byPerson || removedAt || isElsewhere || kind === "rating" || !saidAt) return state("impossible");
  if (used) return state("used");
  if (refusal) return state(refusal);

  const until = new Date(saidAt.getTime() + PRIVATE_REPLY_DAYS * DAY_MS);
  return now < until ? { state: "possible", until: until.toISOString() } : state("late");
}

function state(state: PrivateReply["state"]): PrivateReply {
  return { state, until: null };
}
