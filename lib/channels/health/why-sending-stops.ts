/** The problems with which nothing can be sent, by the id of their line; with any other one answering is still possible. */
const stops: Record<string, string> = {
  app: "Facebook doesn’t accept this installation’s app, so nothing can be sent.",
  token: "The access to this Page has ended, so nothing can be sent until an admin renews it.",
  "permission:pages_messaging":
    "The permission to write for this Page was withdrawn, so nothing can be sent.",
};

/**
 * Why nothing can be sent, out of what is broken; null = nothing that is known. Browser-safe, and apart from the other
 * words: every composer needs these.
 */
export function whySendingStops(problems: readonly string[]): string | null {
  const stopping = problems.find((problem) => stops[problem]);
  return stopping ? stops[stopping]! : null;
}
