"use client";

import clsx from "clsx";
import { onPlainClick } from "@/components/ui/plain-click";
import type { Counters } from "@/lib/conversations/shapes";
import { type View, views } from "./filters";
import { useCounters } from "./use-counters";
import { addressWith, useInboxLocation } from "./use-inbox-location";

const labels: Record<View, string> = {
  mine: "Mine",
  unassigned: "Unassigned",
  all: "All",
  closing: "Closing soon",
  approvals: "Approvals",
};

/** Whose conversations the list shows, each with how many are open. */
export function ViewTabs() {
  const { filters, conversationId, go } = useInboxLocation();
  const counters = useCounters();
  const isWanted = (view: View) =>
    view !== "approvals" || view === filters.view || counters.approvals.open > 0;

  return (
    <nav aria-label="Views" className="flex gap-0.5 overflow-x-auto px-2.5 pb-2 [scrollbar-width:none]">
      {views.filter(isWanted).map((view) => (
        <a
          key={view}
          href={addressWith(new URLSearchParams({ conversation: conversationId ?? "" }), {
            ...filters,
            view,
          })}
          aria-current={view === filters.view ? "page" : undefined}
          onClick={onPlainClick(() => go({ view }))}
          className={clsx(
            "flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md px-2 font-medium transition-colors max-md:h-10 max-md:px-3",
            view === filters.view
              ? "bg-accent-soft text-accent-ink"
              : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {labels[view]}
          <Count view={view} counters={counters} current={view === filters.view} />
        </a>
      ))}
    </nav>
  );
}

function Count({ view, counters, current }: { view: View; counters: Counters; current: boolean }) {
  if (view === "closing") return null;

  const { open, unread } = counters[view];
  return (
    <span className={clsx("font-normal tabular", !current && "text-faint")}>
      {open}
      <span className="sr-only">{view === "approvals" ? " waiting" : ` open, ${unread} unread`}</span>
    </span>
  );
}
