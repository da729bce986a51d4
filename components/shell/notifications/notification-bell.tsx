"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { lazy, useState } from "react";
import { api } from "@/components/api";
import { Badge } from "@/components/ui/badge";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { notificationsQuery } from "./queries";

const NotificationPanel = lazy(() =>
  import("./notification-panel").then((module) => ({ default: module.NotificationPanel })),
);

/** How much there is that this admin hasn't seen; the panel behind it comes when it is first wanted. */
export function NotificationBell() {
  const cache = useQueryClient();
  const { data } = useQuery(notificationsQuery());
  const [open, setOpen] = useState(false);
  const unread = data?.unread ?? 0;
  const newest = data?.notifications[0];

  /** What was on the screen counts as seen once the panel closes: until then it stays marked as new. */
  function onOpenChange(next: boolean) {
    setOpen(next);
    if (!next && newest && unread > 0) markRead(cache, newest.createdAt);
  }

  return (
    <>
      <LazyMenu
        open={open}
        onOpenChange={onOpenChange}
        trigger={
          <button
            type="button"
            aria-haspopup="dialog"
            className="relative grid size-10 place-items-center rounded-xl text-muted transition-colors hover:bg-surface/60 hover:text-ink"
          >
            <Bell aria-hidden="true" className="size-[1.1875rem]" strokeWidth={1.75} />
            <span className="sr-only">Notifications</span>
            <Badge count={unread} label="new" className="absolute end-0.5 top-0.5" />
          </button>
        }
      >
        {(control) => <NotificationPanel {...control} notifications={data?.notifications} />}
      </LazyMenu>
      <p role="status" className="sr-only">
        {unread > 0 && newest && !newest.read ? newest.title : ""}
      </p>
    </>
  );
}

/** Nobody waits for its end, so it needs no observer: that weighs more than the bell. */
function markRead(cache: QueryClient, until: string) {
  cache
    .getMutationCache()
    .build<undefined, Error, string, unknown>(cache, {
      mutationFn: () => api<undefined>("PUT", "/api/notifications/reading", { until }),
      onSuccess: () => cache.invalidateQueries(notificationsQuery()),
    })
    .execute(until)
    .catch(() => {}); // still marked as new: closing the panel again tries again
}
