import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { ChannelCheckShape } from "@/lib/channels/health/shapes";
import type { TrialShape } from "@/lib/channels/health/trials/shapes";

/** The last check-up; read again when the socket tells of a newer one. */
export const checkQuery = (channelId: string) =>
  queryOptions({
    queryKey: ["channel-check", channelId],
    queryFn: ({ signal }) =>
      api<ChannelCheckShape>("GET", `/api/channels/${channelId}/check-up`, undefined, signal),
  });

const SECONDS_BETWEEN_LOOKS = 2;

/** A test message under way, looked at again and again until it is here; null = none. */
export const trialQuery = (channelId: string) =>
  queryOptions({
    queryKey: ["channel-trial", channelId],
    queryFn: async ({ signal }) =>
      (await api<{ trial: TrialShape | null }>("GET", `/api/channels/${channelId}/trial`, undefined, signal))
        .trial,
    refetchInterval: ({ state: { data } }) =>
      data && data.storedAt === null ? SECONDS_BETWEEN_LOOKS * 1_000 : false,
  });
