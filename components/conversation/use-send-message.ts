"use client";

import { useCallback } from "react";
import { useMe } from "@/components/shell/me";
import type { Draft } from "./draft";
import { sendUnsent } from "./my-outbox";

/** Sends a draft: it is kept until the server has taken it, whatever becomes of this page meanwhile. */
export function useSendMessage(conversationId: string) {
  const { id } = useMe();

  return useCallback((draft: Draft) => sendUnsent(id, conversationId, draft), [id, conversationId]);
}
