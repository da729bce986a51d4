import type { SentTrace } from "@/lib/channels/channel";
import { sendingPatience } from "./sending-patience";

const LONGEST_NAME = 200;

/** A message of ours whose outcome nobody knows. */
export interface Unsettled {
  id: string;
  text: string | null;
  place: "thread" | "public";
  /** The name of whom it mentions. */
  mention: string | null;
  /** The kind of file that it carries, if any; then a private one has no text. */
  attachment: SentTrace["attachments"][number] | null;
  firstAttemptedAt: Date;
  attemptedAt: Date;
}

/**
 * Which trace in the platform's history is which message of ours. History carries no id of ours, so it is by time and
 * content; of two equal ones in a row, each gets its own. The latest attempt chooses first, since it can't be older than
 * itself; then those that found one share them out in the order of their attempts.
 *
 * @param traces without those that are known as other messages.
 */
export function matchSent(unsettled: Unsettled[], traces: SentTrace[]): Map<string, SentTrace> {
  const free = [...traces].sort((a, b) => a.at.getTime() - b.at.getTime());
  const found: { message: Unsettled; trace: SentTrace }[] = [];
  for (const message of [...unsettled].sort(byAttempt).reverse()) {
    const at = free.findIndex((trace) => isPossible(message, trace));
    if (at >= 0) found.push({ message, trace: free.splice(at, 1)[0]! });
  }
  return inOrder(found);
}

/** Earliest moment at which the platform can have taken it. */
export function notBefore({ firstAttemptedAt }: Pick<Unsettled, "firstAttemptedAt">): Date {
  return new Date(firstAttemptedAt.getTime() - sendingPatience.clockSkew);
}

function inOrder(found: { message: Unsettled; trace: SentTrace }[]) {
  const matched = new Map<string, SentTrace>();
  const left = found.map(({ trace }) => trace).sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { message } of found.sort((a, b) => byAttempt(a.message, b.message))) {
    const at = left.findIndex((trace) => isPossible(message, trace));
    if (at >= 0) matched.set(message.id, left.splice(at, 1)[0]!);
  }
  return matched;
}

function isPossible(message: Unsettled, trace: SentTrace) {
  if (trace.at < notBefore(message)) return false;
  // In public an address in the text shows as a file too.
  if (message.place === "public" && message.text)
    return saysTheSame(message.text, message.mention, trace.text);
  if (message.attachment) return trace.attachments.includes(message.attachment);
  return trace.attachments.length === 0 && plain(trace.text) === plain(message.text ?? "");
}

/**
 * Whether the platform tells of this text. It shows a person who was mentioned by the name that it knows, which need
 * not be ours.
 */
export function saysTheSame(text: string, mention: string | null, told: string): boolean {
  const [said, heard] = [plain(text), plain(told)];
  const at = mention ? said.indexOf(`@${plain(mention)}`) : -1;
  if (said === heard || at < 0) return said === heard;

  const [before, behind] = [said.slice(0, at), said.slice(at + 1 + plain(mention!).length)];
  const name = heard.length - before.length - behind.length;
  return name > 0 && name <= LONGEST_NAME && heard.startsWith(before) && heard.endsWith(behind);
}

/** A platform may trim, and write the same letter in another form. */
function plain(text: string) {
  return text.normalize("NFC").replaceAll("\r\n", "\n").trim();
}

function byAttempt(a: Unsettled, b: Unsettled) {
  return a.attemptedAt.getTime() - b.attemptedAt.getTime();
}
