"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMe } from "@/components/shell/me";
import { holdsContent } from "../composer/composer-mode";
import { messagesQuery } from "../queries";
import { type ComposerDraft, changeDraft } from "./draft-store";
import { seenAnswer } from "./seen-answer";

/**
 * Which answer of somebody else an author had before their eyes when they began to write, for as long as the draft
 * stands: what comes while they write may go unnoticed. Undefined while the thread is not there.
 */
export function useSeenAnswer(conversationId: string, draft: ComposerDraft): string | null | undefined {
  const cache = useQueryClient();
  const me = useMe();
  const thread = cache.getQueryData(messagesQuery(conversationId).queryKey);
  const now = thread && seenAnswer(thread, me.id);
  const begun = holdsContent(draft);
  const stands = begun ? (draft.seenAnswerId === undefined ? now : draft.seenAnswerId) : undefined;

  useEffect(() => {
    if (stands !== draft.seenAnswerId) changeDraft(conversationId, { seenAnswerId: stands });
  }, [conversationId, stands, draft.seenAnswerId]);

  return stands;
}
