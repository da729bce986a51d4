import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { ChannelHistory } from "@/lib/conversations/history/shapes";

export const channelHistoryQuery = (channelId: string) =>
  queryOptions({
    queryKey: ["channel-history", channelId],
    queryFn: ({ signal }) =>
      api<ChannelHistory>("GET", `/api/channels/${channelId}/history`, undefined, signal),
  });
