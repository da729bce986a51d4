"use client";

import { ThreadSkeleton } from "@/components/conversation/thread-skeleton";
import { preloadable } from "@/components/ui/preloadable";

/** The list alone is enough to begin with; these come with the first conversation that somebody approaches. */
export const LateConversationPane = preloadable(
  async () => (await import("@/components/conversation/conversation-pane")).ConversationPane,
  ThreadSkeleton,
);

export const LateContactPane = preloadable(
  async () => (await import("@/components/contact/contact-pane")).ContactPane,
  () => null,
);

export function preloadPanes() {
  void LateConversationPane.preload();
  void LateContactPane.preload();
}
