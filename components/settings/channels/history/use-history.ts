"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { NewHistoryRun } from "@/lib/conversations/history/shapes";
import { channelHistoryQuery } from "./queries";

export type HistoryDeed = { do: "start"; wish: NewHistoryRun } | { do: "cancel" };

/** Starts or ends the reading of a channel's history. What comes of it is pushed. */
export function useHistory(channelId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (deed: HistoryDeed) =>
      deed.do === "cancel"
        ? api("DELETE", `/api/channels/${channelId}/history`)
        : api("POST", `/api/channels/${channelId}/history`, deed.wish),
    onSettled: () => cache.invalidateQueries({ queryKey: channelHistoryQuery(channelId).queryKey }),
  });
}
