"use client";

import { useCallback, useEffect, useRef } from "react";
import { api } from "@/components/api";

/** Messenger shows the dots for about twenty seconds; saying so more often would only cost calls. */
const REPEAT_MS = 8000;

/** Lets the contact see that somebody writes to them. Best effort: it is never worth an error. */
export function useTypingSignal(conversationId: string) {
  const toldAt = useRef(0);

  const tell = useCallback(
    (typing: boolean) => {
      const now = Date.now();
      if (typing ? now - toldAt.current < REPEAT_MS : toldAt.current === 0) return;
      toldAt.current = typing ? now : 0;
      api("PUT", `/api/conversations/${conversationId}/typing`, { typing }).catch(() => {});
    },
    [conversationId],
  );
  useEffect(() => () => tell(false), [tell]);

  /** What was just sent ends the dots by itself. */
  const forget = useCallback(() => {
    toldAt.current = 0;
  }, []);

  return { tell, forget };
}
