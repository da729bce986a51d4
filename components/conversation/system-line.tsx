import {
  ArrowLeftRight,
  BadgeCheck,
  Check,
  History,
  Info,
  Link2,
  type LucideIcon,
  RotateCcw,
  Star,
  UserRound,
} from "lucide-react";
import { clockTime, type TimeStyle } from "@/components/ui/format-time";
import { ClockTime, useTimeStyle } from "@/components/ui/time";
import type { Message } from "@/lib/conversations/shapes";
import { referralWords } from "./referral-words";

/** What happened around the words, as a thin line in the middle. */
export function SystemLine({ message }: { message: Message }) {
  const style = useTimeStyle();
  const { icon: Icon, words, isTimeless } = lineOf(message.details ?? {}, style);

  return (
    <p className="mx-auto flex max-w-[72ch] items-start justify-center gap-1.5 px-6 py-2 text-center text-faint text-sm">
      <Icon aria-hidden="true" className="mt-[0.1875rem] size-3 shrink-0" />
      <span dir="auto" className="min-w-0">
        {words}
        {!isTimeless && (
          <>
            {" · "}
            <ClockTime at={message.sentAt} />
          </>
        )}
      </span>
    </p>
  );
}

interface Line {
  icon: LucideIcon;
  words: string;
  /** Its words tell the time, or none belongs to it. */
  isTimeless?: boolean;
}

function lineOf(details: Record<string, unknown>, style: TimeStyle): Line {
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
    case "referral":
      return { icon: Link2, words: `Came ${referralWords(details)}` };
    case "opt_in":
      return {
        icon: BadgeCheck,
        words: said("topic") ? `Opted in to “${said("topic")}”` : "Opted in to messages",
      };
    case "account_linking":
      return { icon: Link2, words: details.linked ? "Linked an account" : "Unlinked an account" };
    case "thread_control":
      return { icon: ArrowLeftRight, words: controlWords(said("action")) };
    case "feedback":
      return { icon: Star, words: said("feedback") ? `Gave feedback: ${said("feedback")}` : "Gave feedback" };
    case "history_filled":
      return {
        icon: History,
        words: `${spanWords(details, style)} fetched from Facebook afterwards`,
        isTimeless: true,
      };
    case "history_out_of_reach":
      return {
        icon: History,
        words: `${spanWords(details, style)} missed here and can only be read at Facebook`,
        isTimeless: true,
      };
    case "history_start":
      return { icon: History, words: "Older messages stay in Facebook", isTimeless: true };
    default:
      return { icon: Info, words: "Something changed that can't be shown yet" };
  }
}

/** "3 messages from 14:02–14:31 were" */
function spanWords({ count, from, until }: Record<string, unknown>, style: TimeStyle) {
  const [first, last] = [from, until].map((at) => clockTime(String(at), style));
  const messages = count === 1 ? "1 message" : `${count} messages`;
  const span = first === last ? `from ${first}` : `from ${first}–${last}`;
  return `${messages} ${span} ${count === 1 ? "was" : "were"}`;
}

function assignedWords(actor: string | null, assignee: string | null) {
  if (!assignee) return "Assigned";
  if (actor === assignee) return `${assignee} took this conversation`;
  return actor ? `${actor} assigned this to ${assignee}` : `Assigned to ${assignee}`;
}

function controlWords(action: string | null) {
  if (action === "passed") return "Control of the thread was passed on";
  if (action === "taken") return "Another app took control of the thread";
  if (action === "requested") return "Another app asks for control of the thread";
  return "Control of the thread changed";
}
