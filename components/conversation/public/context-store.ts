"use client";

import { useSyncExternalStore } from "react";

interface OpenComments {
  conversationId: string;
  postId: string;
  /** The publication beside which they are opened; null = the newest. */
  around: string | null;
}

let opened: OpenComments | null = null;
const listeners = new Set<() => void>();

/** Outside of the thread: the card that all comments were opened from may scroll away under them. */
export function openComments(next: OpenComments | null) {
  opened = next;
  for (const listener of listeners) listener();
}

export function useOpenComments(): OpenComments | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => opened,
    () => null,
  );
}
