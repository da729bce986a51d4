import { ArrowLeftRight, BadgeCheck, History, Info, Link2, Star } from "lucide-react";
import { clockTime, type TimeStyle } from "@/components/ui/format-time";
import { useTimeStyle } from "@/components/ui/time";
import type { Message } from "@/lib/conversations/shapes";
import { referralWords } from "./referral-words";
import { type Line, ThinLine } from "./thin-line";

/** What happens now and then around the words: what the platform tells, and what was fetched afterwards. */
export function RareSystemLine({ message }: { message: Message }) {
  const style = useTimeStyle();
  const { isTimeless, ...line } = lineOf(message.details ?? {}, style);

  return <ThinLine {...line} at={isTimeless ? null : message.sentAt} />;
}

interface RareLine extends Line {
  /** Its words tell the time, or none belongs to it. */
  isTimeless?: boolean;
}

function lineOf(details: Record<string, unknown>, style: TimeStyle): RareLine {
  const said = (name: string) => (typeof details[name] === "string" ? details[name] : null);

  switch (details.event) {
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

function controlWords(action: string | null) {
  if (action === "passed") return "Control of the thread was passed on";
  if (action === "taken") return "Another app took control of the thread";
  if (action === "requested") return "Another app asks for control of the thread";
  return "Control of the thread changed";
}
