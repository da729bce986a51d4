import type { HistoryRunShape } from "@/lib/conversations/history/shapes";

/** What an admin reads of an import. `day` writes a moment as a day. */
export function importWords(run: HistoryRunShape | null, day: (at: string) => string): string {
  if (!run) return "Nothing was imported when this channel was connected.";
  const brought = `${messages(run.messagesAdded)} of ${conversations(run.threadsSeen)}`;
  switch (run.state) {
    case "running":
      return `Importing: ${conversations(run.threadsSeen)} looked at, ${messages(run.messagesAdded)} added so far.`;
    case "done":
      if (run.reachesBackTo === run.createdAt) return "Nothing was imported: it begins with new messages.";
      return run.threadsSeen === 0
        ? `Nobody has written to this Page since ${day(run.reachesBackTo)}.`
        : `Imported ${brought} that were active since ${day(run.reachesBackTo)}.`;
    case "cancelled":
      return `Cancelled. ${messages(run.messagesAdded)} had come in and stay.`;
    case "failed":
      return `The import stopped. ${messages(run.messagesAdded)} had come in and stay.`;
    default:
      return run.state satisfies never;
  }
}

/** What an admin reads of the search for gaps. */
export function gapWords(run: HistoryRunShape | null): string {
  if (!run) return "Nobody has looked yet.";
  switch (run.state) {
    case "running":
      return "Comparing with Facebook’s own list…";
    case "done":
      return `${found(run)}${run.threadsSeen > 0 ? ` Compared ${conversations(run.threadsSeen)}.` : ""}`;
    case "cancelled":
      return `Cancelled. ${found(run)}`;
    case "failed":
      return "The search stopped before its end.";
    default:
      return run.state satisfies never;
  }
}

function found({ messagesAdded, messagesOutOfReach }: HistoryRunShape) {
  const lost =
    messagesOutOfReach > 0
      ? ` ${messages(messagesOutOfReach)} more can only be read at Facebook, which shows the 20 newest of a conversation.`
      : "";
  if (messagesAdded === 0) return lost ? lost.trim() : "Nothing was missing.";
  return `${messages(messagesAdded)} ${messagesAdded === 1 ? "was" : "were"} missing and now ${messagesAdded === 1 ? "stands in its place" : "stand in their places"}.${lost}`;
}

const messages = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "message" : "messages"}`;
const conversations = (count: number) =>
  `${count.toLocaleString("en")} ${count === 1 ? "conversation" : "conversations"}`;
