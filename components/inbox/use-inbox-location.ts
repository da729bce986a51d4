"use client";

import { useSearchParams } from "next/navigation";
import { useMemo, useSyncExternalStore } from "react";
import { type Filters, filtersFrom, idFrom } from "./filters";

export interface InboxLocation {
  filters: Filters;
  conversationId: string | null;
}

type Change = Partial<Filters> & { conversationId?: string | null };

/**
 * Where one is in the inbox; the address is its only home. Changes go through the history directly and are read from
 * the address at once, for Next follows in a transition, and a click should answer within a frame.
 */
export function useInboxLocation() {
  const followed = useSearchParams();
  const address = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => `?${followed}`,
  );
  const here = useMemo((): InboxLocation => {
    const search = new URLSearchParams(address);
    return { filters: filtersFrom(search), conversationId: idFrom(search.get("conversation")) };
  }, [address]);

  return { ...here, go };
}

const listeners = new Set<() => void>();

function go(change: Change, how: "push" | "replace" = "push") {
  const address = addressWith(new URLSearchParams(window.location.search), change);
  if (how === "push") window.history.pushState(null, "", address);
  else window.history.replaceState(null, "", address);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
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
