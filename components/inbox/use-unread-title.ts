"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { conversationQuery } from "./queries";
import { useCounters } from "./use-counters";

/** The tab says how many of one's own conversations wait to be read, and with whom one is. */
export function useUnreadTitle(conversationId: string | null) {
  const { unread } = useCounters().mine;
  const { data } = useQuery({ ...conversationQuery(conversationId ?? ""), enabled: conversationId !== null });
  const name = data?.contact.name ?? "Inbox";

  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${name} · Pagedesk`;
  }, [unread, name]);
}
