"use client";

import type { Message } from "@/lib/conversations/shapes";
import { ModerationTools } from "./moderation-tools";
import { useConversation } from "./use-conversation";

export interface ModerationOfMessageProps {
  message: Message;
  onReply: (message: Message) => void;
}

/** What can be done with one public message of the thread, as the Page. */
export function ModerationOfMessage({ message, onReply }: ModerationOfMessageProps) {
  const { data: conversation } = useConversation(message.conversationId);
  const { publication, direction, author, kind } = message;
  if (!publication || !conversation) return null;

  const pageName = conversation.channel.name;
  const byPage = direction === "out";
  return (
    <ModerationTools
      publication={{ ...publication, author: { byPage, name: byPage ? pageName : author.name } }}
      pageName={pageName}
      onReply={kind === "rating" && byPage ? undefined : () => onReply(message)}
    />
  );
}
