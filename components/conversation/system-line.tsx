import { Check, RotateCcw, UserRound } from "lucide-react";
import type { Message } from "@/lib/conversations/shapes";
import { LateRareSystemLine } from "./late-rare-system-line";
import { type Line, ThinLine } from "./thin-line";

/** What happened around the words, as a thin line in the middle. */
export function SystemLine({ message }: { message: Message }) {
  const line = lineOf(message.details ?? {});
  return line ? <ThinLine {...line} at={message.sentAt} /> : <LateRareSystemLine message={message} />;
}

/** What happens in every conversation; null = something rarer. */
function lineOf(details: Record<string, unknown>): Line | null {
  const said = (name: string) => (typeof details[name] === "string" ? details[name] : null);
  const by = said("actorName") ? ` by ${said("actorName")}` : "";

  switch (details.event) {
    case "assigned":
      return { icon: UserRound, words: assignedWords(said("actorName"), said("assigneeName")) };
    case "unassigned":
      return { icon: UserRound, words: `Unassigned${by}` };
    case "closed":
      return { icon: Check, words: `Closed${by}` };
    case "reopened":
      return { icon: RotateCcw, words: `Opened again${by}` };
    default:
      return null;
  }
}

function assignedWords(actor: string | null, assignee: string | null) {
  if (!assignee) return "Assigned";
  if (actor === assignee) return `${assignee} took this conversation`;
  return actor ? `${actor} assigned this to ${assignee}` : `Assigned to ${assignee}`;
}
