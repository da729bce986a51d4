import type { PauseReason, SentHistory } from "@/lib/channels/channel";
import { judgeGraphError } from "./errors";
import type { GraphError } from "./graph-error";
import { wordsOf } from "./pressure";

type Unreadable = Extract<SentHistory, { outcome: "unreadable" }>;

/** Why what was said could not be read, by the platform's refusal. */
export function refusedToShow(error: GraphError): Unreadable {
  const { verdict, meaning } = judgeGraphError(error);
  const reason =
    verdict === "reconnect_needed" || verdict === "permission_missing" || verdict === "page_restricted"
      ? verdict
      : verdict === "busy"
        ? "platform_busy"
        : "unreachable";
  return unreadable(reason, `${meaning}. ${wordsOf(error)}`);
}

export function unreadable(reason: PauseReason | "reconnect_needed", detail: string): Unreadable {
  return { outcome: "unreadable", reason, retryInSeconds: null, detail };
}
