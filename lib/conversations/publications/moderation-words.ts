import type { FailureReason } from "@/lib/channels/channel";
import type { Moderation } from "@/lib/channels/public-side";
import { AppError, type ErrorCode } from "@/lib/errors";

type Refusal = Exclude<Moderation, { outcome: "done" | "gone" }>;

/** What an agent is told when the platform did not do as the Page asked. */
export function refusalWords(refusal: Refusal, pageName: string): AppError {
  const [code, message] = wordsOf(refusal, pageName);
  return new AppError(code, message, { details: { detail: refusal.detail } });
}

function wordsOf(refusal: Refusal, pageName: string): [ErrorCode, string] {
  switch (refusal.outcome) {
    case "busy":
      return refusal.reason === "platform_busy"
        ? ["too_many_requests", "Facebook wants to be asked less often. Try again in a minute."]
        : ["platform_unreachable", "Facebook can't be reached. Nothing has changed; please try again."];
    case "unknown":
      return [
        "platform_unreachable",
        "Facebook did not say whether it has done this. Try again: doing it twice does no harm.",
      ];
    case "refused":
      return refusedWords(refusal.reason, pageName);
    default:
      return refusal satisfies never;
  }
}

function refusedWords(reason: FailureReason, pageName: string): [ErrorCode, string] {
  switch (reason) {
    case "reconnect_needed":
      return [
        "reconnect_needed",
        `Facebook no longer lets Pagedesk speak for ${pageName}. An admin must connect it again.`,
      ];
    case "permission_missing":
      return [
        "platform_refused",
        `Facebook does not let Pagedesk do this for ${pageName}. An admin can connect it again and allow it to manage comments.`,
      ];
    case "page_restricted":
      return [
        "platform_refused",
        `Facebook has blocked this for ${pageName} for a time. Trying on makes it longer.`,
      ];
    default:
      return ["platform_refused", "Facebook refused this, and says no more than what stands in the details."];
  }
}
