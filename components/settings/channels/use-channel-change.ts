"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { ChannelShape } from "@/lib/channels/shapes";
import type { ChannelChanges } from "@/lib/channels/update-channel";
import { channelQuery, channelsQuery } from "./queries";

export type ChannelDeed =
  | { do: "subscribe" }
  | { do: "unsubscribe" }
  | { do: "change"; changes: ChannelChanges };

/** Everything that changes a channel and answers with it. */
export function useChannelChange(channelId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (deed: ChannelDeed) => perform(channelId, deed),
    onSuccess: (changed) => {
      cache.setQueryData(channelQuery(channelId).queryKey, (known) => newer(known, changed));
      cache.setQueryData(channelsQuery().queryKey, (list) =>
        list?.map((known) => (known.id === changed.id ? newer(known, changed) : known)),
      );
    },
    // A refusal changes the channel too: a token that turned out to be over is marked.
    onError: () => void cache.invalidateQueries({ queryKey: ["channels"] }),
  });
}

function perform(channelId: string, deed: ChannelDeed) {
  switch (deed.do) {
    case "subscribe":
      return api<ChannelShape>("PUT", `/api/channels/${channelId}/subscription`);
    case "unsubscribe":
      return api<ChannelShape>("DELETE", `/api/channels/${channelId}/subscription`);
    case "change":
      return api<ChannelShape>("PATCH", `/api/channels/${channelId}`, deed.changes);
    default:
      return deed satisfies never;
  }
}

const newer = (known: ChannelShape | undefined, changed: ChannelShape) =>
  known && known.revision > changed.revision ? known : changed;

export function useDisconnect(channelId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api<undefined>("DELETE", `/api/channels/${channelId}`),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["channels"] }),
  });
}
