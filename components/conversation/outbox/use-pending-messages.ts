"use client";

import { useMemo } from "react";
import { useMe } from "@/components/shell/me";
import type { Agent } from "@/lib/auth/agent";
import type { Message } from "@/lib/conversations/shapes";
import type { Thread } from "../thread-state";
import { emptyDraft, takeBack } from "./draft-store";
import { outboxOf, sendUnsent, useUnsent } from "./my-outbox";
import type { Unsent } from "./outbox";

/** What was sent and has not come back as messages, shown as what it will be. */
export function usePendingMessages(conversationId: string, thread: Thread) {
  const me = useMe();
  const all = useUnsent();
  const unsent = useMemo(() => {
    const stored = new Set(thread.messages.map(({ id }) => id));
    return all.filter((one) => one.conversationId === conversationId && !stored.has(one.draft.id));
  }, [all, conversationId, thread.messages]);

  const messages = useMemo(
    () => unsent.map((one) => asMessage(one, outboxOf(me.id).troubleOf(one.draft.id), me)),
    [unsent, me],
  );

  const actions = useMemo(() => {
    const entries = unsent.map(({ draft }): [string, { retry: () => void; edit: () => void }] => [
      draft.id,
      {
        retry: () => sendUnsent(me.id, conversationId, draft),
        edit: () => {
          outboxOf(me.id).remove(draft.id);
          backToComposer(conversationId, draft);
        },
      },
    ]);
    return new Map(entries);
  }, [unsent, me.id, conversationId]);

  return { messages, actions };
}

function backToComposer(
  conversationId: string,
  {
    text,
    visibility,
    replyTo,
    mentionsContact = false,
    quickReplies = [],
    attachments = [],
  }: Unsent["draft"],
) {
  const files = attachments.map((attachment) => ({
    key: attachment.id,
    name: attachment.name ?? "file",
    type: attachment.contentType ?? "",
    size: attachment.size ?? 0,
    uploadId: attachment.id,
    attachment,
  }));
  const unsent = { text, mode: visibility, replyTo, mentionsContact, quickReplies, files };
  takeBack(conversationId, { ...emptyDraft, ...unsent });
}

function asMessage(unsent: Unsent, trouble: string | null, me: Agent): Message {
  const { conversationId, draft, refusal, askedAt } = unsent;
  return {
    id: draft.id,
    sequence: Number.MAX_SAFE_INTEGER,
    conversationId,
    externalId: null,
    direction: "out",
    visibility: draft.visibility,
    author: { kind: "agent", id: me.id, name: me.name },
    kind: draft.text ? "text" : "media",
    text: draft.text,
    details: draft.quickReplies?.length
      ? { quickReplies: draft.quickReplies.map((title) => ({ title, payload: title })) }
      : null,
    attachments: draft.attachments ?? [],
    replyToId: draft.replyToId,
    replyTo: draft.replyTo,
    post: null,
    publication: null,
    approval: null,
    reactions: [],
    status: refusal ? "failed" : "queued",
    failure: refusal && {
      reason: refusal.code,
      message: refusal.message,
      retryable: true,
      detail: refusal.detail,
    },
    waiting: trouble ? { reason: "not_reached", message: trouble, since: askedAt, retryAt: null } : null,
    sentAt: draft.writtenAt,
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    deletedAt: null,
    revision: -1,
  };
}
