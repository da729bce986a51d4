import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { NotificationsShape } from "@/lib/notifications/shapes";

/** What admins are told of; read again when the socket says that there is news. */
export const notificationsQuery = () =>
  queryOptions({
    queryKey: ["notifications"],
    queryFn: ({ signal }) => api<NotificationsShape>("GET", "/api/notifications", undefined, signal),
  });
