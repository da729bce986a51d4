import type { RefusedField } from "@/db/schema/channels";
import { fieldWords, lackingFor } from "./subscription-fields";

/** A field that Facebook refused, in words: what goes missing, why, and what to do. Browser-safe. */
export interface ExplainedField {
  name: string;
  /** What it would bring. */
  why: string;
  /** Why it isn't there and what mends it. */
  words: string;
  remedy: "refresh_permission" | "subscribe";
  /** The platform's own words and codes, to be copied. */
  detail: string;
}

/** Refused for a permission, a role or a task. Meta, Graph API error codes, 2026-06-25. */
const forbidden = new Set([3, 10, 200, 210]);

/** @param granted what the token is known to hold; empty = not known. */
export function explainRefusedField(
  { name, code, detail }: RefusedField,
  granted: readonly string[],
): ExplainedField {
  const explained = { name, why: fieldWords(name), detail };
  const lacking = lackingFor(name, granted);
  if (lacking.length > 0)
    return {
      ...explained,
      words: `The access lacks ${lacking.join(" and ")}. Refresh the permission and leave it switched on.`,
      remedy: "refresh_permission",
    };
  if (code !== null && forbidden.has(code))
    return {
      ...explained,
      words:
        "Facebook didn’t allow it: the app isn’t approved for it, or the account that connected the Page lacks the task “Community activity”. Refresh the permission with an account that has it.",
      remedy: "refresh_permission",
    };
  return {
    ...explained,
    words:
      code === null
        ? "Facebook accepted it and doesn’t list it. Tick it under the app’s webhooks, then subscribe again."
        : "Facebook doesn’t know it for this app. Tick it under the app’s webhooks, then subscribe again.",
    remedy: "subscribe",
  };
}
