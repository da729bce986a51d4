import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { LoginShape } from "@/lib/channels/logins/shapes";
import type { ChannelShape } from "@/lib/channels/shapes";

/** Keys begin with `channels`: news of any channel makes all of them be read again. */
export const channelsQuery = () =>
  queryOptions({
    queryKey: ["channels", "settings"],
    queryFn: async ({ signal }) =>
      (await api<{ channels: ChannelShape[] }>("GET", "/api/channels", undefined, signal)).channels,
  });

export const channelQuery = (channelId: string) =>
  queryOptions({
    queryKey: ["channels", "one", channelId],
    queryFn: ({ signal }) => api<ChannelShape>("GET", `/api/channels/${channelId}`, undefined, signal),
  });

const SECONDS_BETWEEN_LOOKS = 2;

/** A walk through Facebook's dialog; looked at again and again until the dialog has answered. */
export const loginQuery = (loginId: string) =>
  queryOptions({
    queryKey: ["facebook-login", loginId],
    queryFn: async ({ signal }) =>
      (await api<{ login: LoginShape }>("GET", `/api/channels/facebook/logins/${loginId}`, undefined, signal))
        .login,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => data?.status === "started" && SECONDS_BETWEEN_LOOKS * 1000,
  });

export interface ExternalUser {
  id: string;
  name: string;
}

interface ListedUser extends ExternalUser {
  role: string;
  state: string;
}

/** Users to whom messages from outside can be attributed. */
export const externalUsersQuery = () =>
  queryOptions({
    queryKey: ["users", "external"],
    queryFn: async ({ signal }): Promise<ExternalUser[]> => {
      const { users } = await api<{ users: ListedUser[] }>("GET", "/api/users", undefined, signal);
      return users.filter(({ role, state }) => role === "external" && state !== "disabled");
    },
  });
