import type { Answer, OwnFacts, PlatformFacts } from "./facts";
import type { CheckLine } from "./shapes";

/** What every line is judged by. */
export interface Facts {
  platform: PlatformFacts;
  own: OwnFacts;
  now: Date;
}

type More = Partial<Pick<CheckLine, "remedy" | "action" | "link" | "detail">>;

export function line(
  id: string,
  title: string,
  state: CheckLine["state"],
  words: string,
  more: More = {},
): CheckLine {
  return { id, title, state, words, remedy: null, action: null, link: null, detail: null, ...more };
}

/** The platform said nothing of use: that is not known, and never broken. */
export function silent(id: string, title: string, { detail }: Extract<Answer<unknown>, { state: "silent" }>) {
  return line(id, title, "unknown", "Facebook gave no usable answer, so this isn’t known right now.", {
    remedy: "Ask again in a few minutes. Nothing is lost meanwhile.",
    action: "ask_again",
    detail,
  });
}

/** Whether calls in the name of the Page can be answered at all. */
export function accessEnded({ platform: { token } }: Facts): boolean {
  if (token.state === "told") return !token.told.valid;
  return token.state === "refused";
}

/** What can't be asked while the access is over. */
export const afterAccess = (id: string, title: string) =>
  line(id, title, "unknown", "Can’t be looked at until the access works again.");

export const inWords = (names: readonly string[]) =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(names);

const MINUTE = 60_000;

/** `3 minutes`, `5 hours`, `12 days`: for sentences, so never "0 minutes". */
export function span(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(milliseconds) / MINUTE));
  if (minutes < 90) return counted(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? counted(hours, "hour") : counted(Math.round(hours / 24), "day");
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;
