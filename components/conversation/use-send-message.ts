"use client";

import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { ApiError, api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import type { Agent } from "@/lib/auth/agent";
import type { Message } from "@/lib/conversations/shapes";
import { takeBack } from "./draft-store";
import type { Thread } from "./thread-state";

/** What somebody wrote. It carries the id that the message will have. */
export interface Draft {
  id: string;
  text: string;
  visibility: "private" | "note";
  replyToId: string | null;
  /** Shown while it is under way; the server knows it from the id. */
  replyTo: Message["replyTo"];
  writtenAt: string;
}

const mutationKey = (conversationId: string) => ["send-message", conversationId];

export function useSendMessage(conversationId: string) {
  const cache = useQueryClient();
  const me = useMe();

  const { mutate } = useMutation({
    mutationKey: mutationKey(conversationId),
    scope: { id: `send-message:${conversationId}` }, // one at a time: two quick replies keep their order
    gcTime: Number.POSITIVE_INFINITY, // a failed draft waits for its author, however long they are away
    retry: (failures, error) => failures < 3 && isWorthAnotherTry(error), // harmless: the id stays
    mutationFn: (draft: Draft) => post(conversationId, draft),
    onSuccess: (message) => applyLiveEvent(cache, { type: "message", message }, me.id),
  });
  return mutate;
}

function post(conversationId: string, { id, text, visibility, replyToId }: Draft) {
  const body = { id, text, visibility, replyToId: replyToId ?? undefined };
  return api<Message>("POST", `/api/conversations/${conversationId}/messages`, body);
}

function isWorthAnotherTry(error: Error) {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

interface Attempt {
  draft: Draft;
  error: Error | null;
}

/** Drafts that have not come back as messages, shown as what they will be. */
export function usePendingMessages(conversationId: string, thread: Thread) {
  const cache = useQueryClient();
  const me = useMe();
  const send = useSendMessage(conversationId);
  const attempts = useMutationState({
    filters: { mutationKey: mutationKey(conversationId) },
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
      const mutations = cache.getMutationCache();
      for (const mutation of mutations.findAll({ mutationKey: mutationKey(conversationId) })) {
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
          takeBack(conversationId, { text: draft.text, mode: draft.visibility, replyTo: draft.replyTo });
        },
      },
    ]);
    return new Map(entries);
  }, [unstored, send, discard, conversationId]);

  return { messages, actions };
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
    details: null,
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
