"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { showToast } from "@/components/ui/toast";
import type { ContactShape } from "@/lib/contacts/shapes";
import { contactQuery } from "./queries";

type Change =
  | { tags: string[] }
  | { attributes: Record<string, string> }
  | { addNote: string }
  | { removeNote: string };

/** Every change of a contact answers with the whole contact, as it is now. */
export function useContactChange(contactId: string) {
  const cache = useQueryClient();

  return useMutation({
    scope: { id: `contact:${contactId}` },
    mutationFn: (change: Change) => ask(contactId, change),
    onSuccess: ({ contact }) => cache.setQueryData(contactQuery(contactId).queryKey, contact),
    onError: (error) => showToast(errorMessage(error)),
  });
}

function ask(contactId: string, change: Change) {
  const base = `/api/contacts/${contactId}`;
  if ("addNote" in change)
    return api<{ contact: ContactShape }>("POST", `${base}/notes`, { text: change.addNote });
  if ("removeNote" in change)
    return api<{ contact: ContactShape }>("DELETE", `${base}/notes/${change.removeNote}`);
  return api<{ contact: ContactShape }>("PATCH", base, change);
}
