"use client";

import clsx from "clsx";
import { Inbox, type LucideIcon, Settings } from "lucide-react";
import type { Route } from "next";
import { usePathname } from "next/navigation";
import { lazy, Suspense } from "react";
import { useCounters } from "@/components/inbox/use-counters";
import { AppLink } from "@/components/ui/app-link";
import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import { AccountButton } from "./account-button";
import { useMe } from "./me";

/** For admins only, so nobody else pays for it. */
const NotificationBell = lazy(() =>
  import("./notifications/notification-bell").then((module) => ({ default: module.NotificationBell })),
);

/** The way between the areas: a rail beside the screen, a bar below it on a phone (where an open conversation covers it). */
export function Rail() {
  const { mine } = useCounters();
  const { role } = useMe();

  return (
    <nav
      aria-label="Areas"
      className="flex flex-col items-center gap-1.5 border-e bg-sunken py-3 max-md:flex-row max-md:justify-around max-md:border-e-0 max-md:border-t max-md:py-1.5 max-md:group-has-data-[pane=thread]/shell:hidden max-md:group-has-data-[pane=contact]/shell:hidden"
    >
      <Logo />
      <RailLink href="/inbox" label="Inbox" icon={Inbox} badge={mine.unread} />
      <RailLink href="/settings" label="Settings" icon={Settings} />
      <div className="flex flex-col items-center gap-1.5 max-md:contents md:mt-auto">
        {role === "admin" && (
          <Suspense fallback={<span className="size-10" />}>
            <NotificationBell />
          </Suspense>
        )}
        <AccountButton />
      </div>
    </nav>
  );
}

function RailLink({
  href,
  label,
  icon: Icon,
  badge = 0,
}: {
  href: Route;
  label: string;
  icon: LucideIcon;
  badge?: number;
}) {
  const pathname = usePathname();
  const here = pathname === href || pathname.startsWith(`${href}/`);

  return (
    <Tooltip label={label} side="end">
      <AppLink
        href={href}
        aria-current={here ? "page" : undefined}
        className={clsx(
          "relative grid size-10 place-items-center rounded-xl transition-colors",
          here ? "bg-surface text-ink shadow-small" : "text-muted hover:bg-surface/60 hover:text-ink",
        )}
      >
        <Icon aria-hidden="true" className="size-[1.1875rem]" strokeWidth={1.75} />
        <span className="sr-only">{label}</span>
        <Badge count={badge} label="unread" className="absolute end-0.5 top-0.5" />
      </AppLink>
    </Tooltip>
  );
}

function Logo() {
  return (
    <span
      className="mb-2.5 grid size-8 place-items-center rounded-[0.625rem] bg-[#4f46e5] max-md:hidden"
      aria-hidden="true"
    >
      <svg viewBox="6 7 20 20" aria-hidden="true" className="size-5">
        <path
          d="M9.5 8.5h13a2.5 2.5 0 0 1 2.5 2.5v8a2.5 2.5 0 0 1-2.5 2.5H16l-5.2 4a.5.5 0 0 1-.8-.4v-3.6h-.5A2.5 2.5 0 0 1 7 19v-8a2.5 2.5 0 0 1 2.5-2.5Z"
          fill="#fff"
        />
        <path d="M11.5 13h9M11.5 17h5.5" stroke="#4f46e5" strokeWidth="2" strokeLinecap="round" />
      </svg>
    </span>
  );
}
