"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type Filters, filtersFrom, idFrom } from "./filters";

export interface InboxLocation {
  filters: Filters;
  conversationId: string | null;
}

type Change = Partial<Filters> & { conversationId?: string | null };

/**
 * Where one is in the inbox; the address is its only home. Changes go through the history directly: Next follows
 * without asking the server, so that a click answers within a frame.
 */
export function useInboxLocation() {
  const search = useSearchParams();
  const filters = useMemo(() => filtersFrom(search), [search]);
  const conversationId = idFrom(search.get("conversation"));

  const go = useCallback((change: Change, how: "push" | "replace" = "push") => {
    const address = addressWith(new URLSearchParams(window.location.search), change);
    if (how === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  }, []);

  return { filters, conversationId, go };
}

export function addressWith(search: URLSearchParams, change: Change): string {
  const filters: Filters = { ...filtersFrom(search), ...change };
  const conversationId =
    change.conversationId === undefined ? idFrom(search.get("conversation")) : change.conversationId;
  const next = new URLSearchParams({ view: filters.view });
  if (filters.status !== "open") next.set("status", filters.status);
  if (filters.channelId) next.set("channel", filters.channelId);
  if (filters.q) next.set("q", filters.q);
  if (conversationId) next.set("conversation", conversationId);
  return `/inbox?${next}`;
}
