"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import { showToast } from "@/components/ui/toast";
import type { Conversation } from "@/lib/conversations/shapes";

type Change =
  | { verb: "assign"; agentId: string }
  | { verb: "unassign" }
  | { verb: "close" }
  | { verb: "reopen" };

/** Assigning, closing and reopening one conversation. Each answers with the conversation, which goes the way of every push. */
export function useConversationActions(conversation: Conversation) {
  const cache = useQueryClient();
  const me = useMe();
  const { mutate, isPending, variables } = useMutation({
    scope: { id: `conversation:${conversation.id}` },
    mutationFn: (change: Change) => ask(conversation.id, change),
    onSuccess: (answer, { verb }) => {
      applyLiveEvent(cache, { type: "conversation", conversation: answer }, me.id);
      if (verb === "close") offerUndo(answer.contact.name);
    },
    onError: (error) => showToast(errorMessage(error)),
  });
  const closed = isClosed(conversation, isPending ? variables : undefined);

  function offerUndo(name: string) {
    showToast(`Closed: ${name}`, { label: "Undo", run: () => mutate({ verb: "reopen" }) });
  }

  return {
    closed,
    toggleClosed: () => mutate({ verb: closed ? "reopen" : "close" }),
    assign: (agentId: string) => mutate({ verb: "assign", agentId }),
    unassign: () => mutate({ verb: "unassign" }),
  };
}

/** What was asked for is shown before it is answered. */
function isClosed({ status }: Conversation, asked: Change | undefined) {
  if (asked?.verb === "close") return true;
  if (asked?.verb === "reopen") return false;
  return status === "closed";
}

function ask(conversationId: string, change: Change) {
  const base = `/api/conversations/${conversationId}`;
  switch (change.verb) {
    case "assign":
      return api<Conversation>("PUT", `${base}/assignment`, { agentId: change.agentId });
    case "unassign":
      return api<Conversation>("DELETE", `${base}/assignment`);
    case "close":
      return api<Conversation>("POST", `${base}/closure`);
    case "reopen":
      return api<Conversation>("DELETE", `${base}/closure`);
    default:
      return change satisfies never;
  }
}
