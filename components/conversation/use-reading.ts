"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { api } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import type { Conversation } from "@/lib/conversations/shapes";
import type { Thread } from "./thread-state";

/** What stands on a screen that somebody looks at is read: the newest message in sight, the window in front. */
export function useReading({ id, unreadCount }: Conversation, thread: Thread, atEnd: boolean) {
  const cache = useQueryClient();
  const me = useMe();
  const looking = useWindowFocus();
  const told = useRef<string | null>(null);
  const newest = thread.messages.findLast(({ author }) => author.kind === "contact")?.id;

  useEffect(() => {
    if (!looking || !atEnd || unreadCount === 0 || !newest || told.current === newest) return;
    told.current = newest;
    api<Conversation>("PUT", `/api/conversations/${id}/reading`, { messageId: newest })
      .then((conversation) => applyLiveEvent(cache, { type: "conversation", conversation }, me.id))
      .catch(() => {
        told.current = null; // told again with the next change, or when the window is looked at again
      });
  }, [cache, me.id, id, looking, atEnd, unreadCount, newest]);
}

function useWindowFocus() {
  return useSyncExternalStore(
    subscribe,
    () => document.hasFocus() && document.visibilityState === "visible",
    () => false,
  );
}

function subscribe(listener: () => void) {
  window.addEventListener("focus", listener);
  window.addEventListener("blur", listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    window.removeEventListener("focus", listener);
    window.removeEventListener("blur", listener);
    document.removeEventListener("visibilitychange", listener);
  };
}
