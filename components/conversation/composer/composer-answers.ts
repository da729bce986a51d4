import { runCommand } from "@/components/inbox/commands";
import type { Message } from "@/lib/conversations/shapes";
import { changeDraft } from "../outbox/draft-store";
import { choosing } from "./composer-deeds";

/** Chosen in the thread, shown and dropped in the composer: an answer where the message was said. */
export function answerMessage(message: Message) {
  answerIn(message, message.visibility === "public" ? "public" : "private");
}

/** One private message to whoever said this in public. */
export function answerPrivately(message: Message) {
  answerIn(message, "private");
}

function answerIn({ id, conversationId, author, text, visibility }: Message, mode: "public" | "private") {
  const replyTo = { id, authorName: author.name, text, visibility };
  changeDraft(conversationId, { ...choosing(mode), replyTo, answering: null });
  runCommand("reply");
}
