"use client";

import clsx from "clsx";
import { Bell, CircleAlert, CircleCheck, Info } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { EmptyState } from "@/components/ui/empty-state";
import type { MenuControl } from "@/components/ui/lazy-menu";
import { onPlainClick } from "@/components/ui/plain-click";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { RelativeTime } from "@/components/ui/time";
import type { NotificationShape } from "@/lib/notifications/shapes";

type NotificationPanelProps = MenuControl & { notifications: NotificationShape[] | undefined };

/** What happened to the channels, the newest first; each leads to where one acts on it. */
export function NotificationPanel({ notifications, ...control }: NotificationPanelProps) {
  const close = () => control.onOpenChange(false);
  return (
    <Popover {...control} label="Notifications" side={isPhone() ? "top" : "right"} align="end">
      <h2 className="border-b px-4 py-2.5 font-semibold">Notifications</h2>
      <div className="max-h-[min(32rem,70dvh)] w-96 max-w-[calc(100vw-1.5rem)] overflow-y-auto">
        {!notifications && <Skeleton className="m-4 h-16" />}
        {notifications?.length === 0 && (
          <EmptyState icon={Bell} title="Nothing to tell">
            When a channel stops receiving or sending, it is said here within minutes, and again when it
            works.
          </EmptyState>
        )}
        {notifications && notifications.length > 0 && (
          <ul className="divide-y">
            {notifications.map((notification) => (
              <Entry key={notification.id} notification={notification} onFollow={close} />
            ))}
          </ul>
        )}
      </div>
    </Popover>
  );
}

/** There the rail lies below the screen. It is asked when the panel opens, so never on the server. */
const isPhone = () => window.matchMedia("(max-width: 767px)").matches;

interface EntryProps {
  notification: NotificationShape;
  onFollow: () => void;
}

function Entry({ notification, onFollow }: EntryProps) {
  const { title, message, href, createdAt, solvedAt, kind, read } = notification;
  const open = kind === "problem" && solvedAt === null;
  const router = useRouter();
  function follow() {
    onFollow();
    router.push(href as Route);
  }
  const Icon = open ? CircleAlert : kind === "problem" ? CircleCheck : Info;
  return (
    <li>
      <a
        href={href}
        onClick={onPlainClick(follow)}
        className="flex gap-2.5 px-4 py-3 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <Icon
          aria-hidden="true"
          className={clsx("mt-0.5 size-4 shrink-0", open ? "text-bad" : "text-muted")}
        />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span dir="auto" className={clsx("min-w-0 flex-1 break-words", read ? "" : "font-semibold")}>
              {title}
            </span>
            <RelativeTime at={createdAt} className="shrink-0 text-muted text-xs tabular" />
          </span>
          <span className="mt-0.5 block text-pretty text-muted text-sm">{message}</span>
          {kind === "problem" && solvedAt && (
            <span className="mt-1 flex items-center gap-1 text-good text-sm">
              <CircleCheck aria-hidden="true" className="size-3.5" /> Solved
            </span>
          )}
        </span>
        {!read && (
          <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent">
            <span className="sr-only">New</span>
          </span>
        )}
      </a>
    </li>
  );
}
