import type { Difference, DifferenceKind } from "./difference";

/** What an agent wrote and what the workspace said to it. */
export interface WrittenAnswer {
  id: string;
  text: string;
  agent: string;
  conversationId: string;
  visibility: "public" | "private" | "note";
  number: number;
  state: "waiting" | "accepted" | "refused";
  retried: boolean;
}

export interface StoredAnswer {
  id: string;
  status: string;
  failureReason: string | null;
  /** With the comment that it stood below: then nobody has its words any more. */
  removed?: boolean;
}

/** What customers have on their phones, by its words, which are unique: where it stands in its thread, for each copy. */
export type Arrivals = Map<string, { thread: string; place: number }[]>;

const SENT = ["sent", "delivered", "read"];

/**
 * Each answer reached its customer exactly once or is shown as not sent; the answers of one agent in one conversation
 * arrived in the order in which they were taken.
 */
export function compareAnswers(
  written: Iterable<WrittenAnswer>,
  stored: Map<string, StoredAnswer>,
  arrivals: Arrivals,
): Difference[] {
  const answers = [...written].sort((a, b) => a.number - b.number);
  const single = answers.flatMap((answer) => {
    const found = judge(answer, stored.get(answer.id), arrivals.get(answer.text)?.length ?? 0);
    return found ? [{ kind: found[0], where: whereIs(answer), what: `“${answer.text}” ${found[1]}` }] : [];
  });
  return [...single, ...compareOrder(answers, arrivals)];
}

function judge(
  answer: WrittenAnswer,
  row: StoredAnswer | undefined,
  copies: number,
): [DifferenceKind, string] | null {
  if (copies > 1) return ["answer_twice", `stands on the customer's phone ${copies} times`];
  if (answer.state === "waiting") return ["answer_unsettled", "was never taken and never refused"];
  if (answer.state === "refused") {
    return row || copies > 0 ? ["answer_refused_but_there", `was refused; ${copies} arrived`] : null;
  }
  if (!row) return ["answer_lost", "was taken with 201 and is not stored"];
  if (answer.visibility === "note") {
    return copies > 0 ? ["answer_failed_but_arrived", "is a note, and the customer has it"] : null;
  }
  if (row.status === "failed") {
    const what = `is shown as failed (${row.failureReason}), and the customer has it`;
    return copies > 0 ? ["answer_failed_but_arrived", what] : null;
  }
  if (!SENT.includes(row.status)) return ["answer_unsettled", `is still ${row.status}`];
  return copies === 0 && !row.removed
    ? ["answer_not_arrived", `is shown as ${row.status}, and the customer has it not`]
    : null;
}

/** What somebody tried again stands where it arrived. */
function compareOrder(answers: WrittenAnswer[], arrivals: Arrivals): Difference[] {
  const found: Difference[] = [];
  const last = new Map<string, { place: number; text: string }>();
  for (const answer of answers) {
    const place = arrivals.get(answer.text)?.[0]?.place;
    if (answer.retried || place === undefined) continue;
    // What is said in public and in private goes its own way each.
    const line = `${answer.agent} ${answer.conversationId} ${answer.visibility}`;
    const before = last.get(line);
    if (before && before.place > place) {
      const what = `“${answer.text}” stands before “${before.text}”, which was taken first`;
      found.push({ kind: "answer_order", where: whereIs(answer), what });
    } else last.set(line, { place, text: answer.text });
  }
  return found;
}

const whereIs = ({ agent, conversationId }: WrittenAnswer) => `${agent} in conversation ${conversationId}`;
