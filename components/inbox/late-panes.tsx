"use client";

import { ThreadSkeleton } from "@/components/conversation/thread-skeleton";
import { preloadable } from "@/components/ui/preloadable";

/** The list alone is enough to begin with; these come with the first conversation that somebody approaches. */
export const LateConversationPane = preloadable(async () => (await load()).ConversationPane, ThreadSkeleton);
export const LateContactPane = preloadable(
  async () => (await load()).ContactPane,
  () => null,
);

const load = () => import("./open-panes");

export function preloadPanes() {
  void LateConversationPane.preload();
  void LateContactPane.preload();
}
