"use client";

import { Star, ThumbsDown, ThumbsUp } from "lucide-react";
import type { Message } from "@/lib/conversations/shapes";
import { useConversation } from "../use-conversation";
import { ratingWords } from "./public-words";

const icons: Record<string, typeof Star> = { positive: ThumbsUp, negative: ThumbsDown };

/** What somebody thinks of the Page, above the reasons that they give. */
export function PublicRating({ message }: { message: Message }) {
  const { data: conversation } = useConversation(message.conversationId);
  const Icon = icons[String(message.details?.rating)] ?? Star;

  return (
    <p className="flex items-center gap-1.5 font-medium">
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
      <bdi>{ratingWords(message.details, conversation?.channel.name ?? "the Page")}</bdi>
    </p>
  );
}
