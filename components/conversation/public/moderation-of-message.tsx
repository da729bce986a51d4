"use client";

import type { Message } from "@/lib/conversations/shapes";
import { PrivateReplyEntry } from "../composer/composer-private-entry";
import { useConversation } from "../use-conversation";
import { ModerationTools } from "./moderation-tools";

export interface ModerationOfMessageProps {
  message: Message;
  onReply: (message: Message) => void;
}

/** What can be done with one public message of the thread, as the Page. */
export function ModerationOfMessage({ message, onReply }: ModerationOfMessageProps) {
  const { data: conversation } = useConversation(message.conversationId);
  const { publication, direction, author, post } = message;
  if (!publication || !conversation) return null;

  const pageName = conversation.channel.name;
  const byPage = direction === "out";
  return (
    <ModerationTools
      publication={{
        ...publication,
        author: { byPage, name: byPage ? pageName : author.name },
        isElsewhere: post?.elsewhere ?? false,
      }}
      pageName={pageName}
      onReply={() => onReply(message)}
      entries={<PrivateReplyEntry message={message} />}
    />
  );
}
