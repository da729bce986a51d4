"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { ChannelCheckShape, LineAction } from "@/lib/channels/health/shapes";
import type { ChannelShape } from "@/lib/channels/shapes";
import { checkQuery } from "./queries";

/** What a line offers, except the walk through Facebook's dialog, which has a part of the page for itself. */
export type CheckDeed = Exclude<LineAction, "refresh_permission">;

/** A channel's check-up: the stored one at once, a new one on demand, and the deeds of its lines. */
export function useCheckUp(channelId: string) {
  const cache = useQueryClient();
  const stored = useQuery(checkQuery(channelId));
  const deed = useMutation({
    mutationFn: (wanted: CheckDeed) => perform(channelId, wanted),
    onSuccess: (check) => cache.setQueryData(checkQuery(channelId).queryKey, check),
    // Also a refusal can have changed the channel: an access that turned out to be over is marked.
    onSettled: () => void cache.invalidateQueries({ queryKey: ["channels"] }),
  });
  return { check: stored.data, error: deed.error ?? stored.error, deed };
}

async function perform(channelId: string, deed: CheckDeed): Promise<ChannelCheckShape> {
  switch (deed) {
    case "ask_again":
      break;
    case "subscribe":
      await api<ChannelShape>("PUT", `/api/channels/${channelId}/subscription`);
      break;
    case "switch_on":
      await api<ChannelShape>("PATCH", `/api/channels/${channelId}`, { active: true });
      break;
    case "take_back":
      return api<ChannelCheckShape>("PUT", `/api/channels/${channelId}/callback`);
    default:
      return deed satisfies never;
  }
  return api<ChannelCheckShape>("POST", `/api/channels/${channelId}/check-up`);
}
