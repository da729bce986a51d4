"use client";

import { useMutationState, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { ApiError, errorMessage } from "@/components/api";
import { useMe } from "@/components/shell/me";
import type { Agent } from "@/lib/auth/agent";
import type { Message } from "@/lib/conversations/shapes";
import type { Draft } from "./draft";
import { takeBack } from "./draft-store";
import { isFresh, readOutbox, takeFromOutbox } from "./outbox";
import type { Thread } from "./thread-state";
import { sendingKey, useSendMessage } from "./use-send-message";

interface Attempt {
  draft: Draft;
  error: Error | null;
}

/** Drafts that have not come back as messages, shown as what they will be. */
export function usePendingMessages(conversationId: string, thread: Thread) {
  const cache = useQueryClient();
  const me = useMe();
  const send = useSendMessage(conversationId);
  useLeftBehind(conversationId, thread, send);
  const attempts = useMutationState({
    filters: { mutationKey: sendingKey(conversationId) },
    select: ({ state }): Attempt => ({
      draft: state.variables as Draft,
      error: state.status === "error" ? state.error : null,
    }),
  });

  // A draft is remembered after it was stored; from then on the message's own actions count, not these.
  const unstored = useMemo(() => {
    const stored = new Set(thread.messages.map(({ id }) => id));
    const latest = new Map(attempts.map((attempt) => [attempt.draft.id, attempt]));
    return [...latest.values()].filter(({ draft }) => !stored.has(draft.id));
  }, [attempts, thread.messages]);

  const messages = useMemo(
    () => unstored.map((attempt) => asMessage(conversationId, attempt, me)),
    [unstored, conversationId, me],
  );

  const discard = useCallback(
    (draftId: string) => {
      takeFromOutbox(conversationId, draftId);
      const mutations = cache.getMutationCache();
      for (const mutation of mutations.findAll({ mutationKey: sendingKey(conversationId) })) {
        if ((mutation.state.variables as Draft).id === draftId) mutations.remove(mutation);
      }
    },
    [cache, conversationId],
  );

  const actions = useMemo(() => {
    const entries = unstored.map(({ draft }): [string, { retry: () => void; edit: () => void }] => [
      draft.id,
      {
        retry: () => send(draft),
        edit: () => {
          discard(draft.id);
          backToComposer(conversationId, draft);
        },
      },
    ]);
    return new Map(entries);
  }, [unstored, send, discard, conversationId]);

  return { messages, actions };
}

/** What an earlier page could not hand over goes out now, or back to its author where too much time has passed. */
function useLeftBehind(conversationId: string, thread: Thread, send: (draft: Draft) => void) {
  const cache = useQueryClient();
  const [stored] = useState(() => new Set(thread.messages.map(({ id }) => id)));

  useEffect(() => {
    const sendings = cache.getMutationCache().findAll({ mutationKey: sendingKey(conversationId) });
    const underWay = new Set(sendings.map(({ state }) => (state.variables as Draft).id));
    for (const draft of readOutbox(conversationId)) {
      if (underWay.has(draft.id)) continue;
      takeFromOutbox(conversationId, draft.id);
      if (stored.has(draft.id)) continue;
      if (isFresh(draft, Date.now())) send(draft);
      else backToComposer(conversationId, draft);
    }
  }, [cache, conversationId, stored, send]);
}

function backToComposer(conversationId: string, { text, visibility, replyTo, quickReplies = [] }: Draft) {
  takeBack(conversationId, { text, mode: visibility, replyTo, quickReplies });
}

function asMessage(conversationId: string, { draft, error }: Attempt, me: Agent): Message {
  return {
    id: draft.id,
    sequence: Number.MAX_SAFE_INTEGER,
    conversationId,
    externalId: null,
    direction: "out",
    visibility: draft.visibility,
    author: { kind: "agent", id: me.id, name: me.name },
    kind: "text",
    text: draft.text,
    details: draft.quickReplies?.length
      ? { quickReplies: draft.quickReplies.map((title) => ({ title, payload: title })) }
      : null,
    attachments: [],
    replyToId: draft.replyToId,
    replyTo: draft.replyTo,
    post: null,
    reactions: [],
    status: error ? "failed" : "queued",
    failure: error ? failureOf(error) : null,
    sentAt: draft.writtenAt,
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    deletedAt: null,
    revision: -1,
  };
}

function failureOf(error: Error): Message["failure"] {
  const code = error instanceof ApiError ? error.code : "unexpected";
  const detail = error instanceof ApiError ? `${error.status} ${error.code}` : error.message;
  return { reason: code, message: errorMessage(error), retryable: true, detail };
}
