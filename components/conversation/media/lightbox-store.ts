"use client";

import { useSyncExternalStore } from "react";

interface Opened {
  conversationId: string;
  attachmentId: string;
}

let opened: Opened | null = null;
const listeners = new Set<() => void>();

/** Outside of the thread: the row that a picture was opened from may scroll away under it. */
export function openLightbox(next: Opened | null) {
  opened = next;
  for (const listener of listeners) listener();
}

export function useLightbox(): Opened | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => opened,
    () => null,
  );
}
