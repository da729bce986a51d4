import type { Thread } from "../thread-state";

/**
 * What somebody who looks at the thread knows of others' answers, as the server asks for it: the newest one, null for
 * none at all. Where only the end of a long thread is loaded and no answer stands in it, the first message of that end.
 */
export function seenAnswer({ messages, older }: Thread, myId: string): string | null {
  const answer = messages.findLast(
    ({ direction, visibility, author }) =>
      direction === "out" &&
      visibility !== "note" &&
      (author.kind === "agent" || author.kind === "external") &&
      author.id !== myId,
  );
  if (answer) return answer.id;
  return older === null ? null : (messages[0]?.id ?? null);
}
