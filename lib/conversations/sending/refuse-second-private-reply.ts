import { failureWords } from "@/lib/channels/failure-words";
import { AppError } from "@/lib/errors";

/** For whatever makes a private reply count: of two at once the unique key lets one stand. */
export function refuseSecondPrivateReply(error: unknown): never {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "constraint" in cause && cause.constraint === "messages_private_reply") {
    throw new AppError("private_reply_used", failureWords.private_reply_used.message, { cause: error });
  }
  throw error;
}
