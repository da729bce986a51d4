"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronDown, Search, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { useCommand } from "./commands";
import { statuses } from "./filters";
import { inboxChannelsQuery } from "./queries";
import { useInboxLocation } from "./use-inbox-location";

const SEARCH_PAUSE_MS = 200;

/** The name of the screen with its filters; the search takes their place while it is wanted. */
export function ListHeader() {
  const { filters } = useInboxLocation();
  const [searching, setSearching] = useState(filters.q !== "");
  useCommand("search", () => setSearching(true));

  if (searching) return <SearchField onClose={() => setSearching(false)} />;
  return (
    <div className="flex h-13 items-center gap-1 ps-4 pe-2.5">
      <p aria-hidden="true" className="me-auto font-semibold text-lg tracking-tight max-md:text-xl">
        Inbox
      </p>
      <ChannelFilter />
      <StatusFilter />
      <Tooltip label="Search by name" shortcut="/" align="end">
        <Button variant="ghost" size="icon" aria-label="Search by name" onClick={() => setSearching(true)}>
          <Search aria-hidden="true" className="size-4" />
        </Button>
      </Tooltip>
    </div>
  );
}

function StatusFilter() {
  const { filters, go } = useInboxLocation();

  return (
    <QuietSelect
      label="Status"
      value={filters.status}
      onChange={(value) => go({ status: statuses.find((status) => status === value) ?? "open" })}
    >
      <option value="open">Open</option>
      <option value="closed">Closed</option>
    </QuietSelect>
  );
}

function ChannelFilter() {
  const { filters, go } = useInboxLocation();
  const channels = useQuery(inboxChannelsQuery()).data ?? [];
  if (channels.length < 2 && !filters.channelId) return null;

  return (
    <QuietSelect
      label="Channel"
      value={filters.channelId ?? ""}
      onChange={(channelId) => go({ channelId: channelId || null })}
      className="max-w-32"
    >
      <option value="">All channels</option>
      {channels.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </QuietSelect>
  );
}

interface QuietSelectProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
  children: ReactNode;
}

function QuietSelect({ label, value, onChange, className, children }: QuietSelectProps) {
  return (
    <span className={clsx("relative inline-flex min-w-0", className)}>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="field-sizing-content h-8 min-w-0 appearance-none truncate rounded-md bg-transparent ps-2 pe-6 font-medium text-muted transition-colors hover:bg-hover hover:text-ink max-md:h-10"
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="-translate-y-1/2 pointer-events-none absolute end-1.5 top-1/2 size-3.5 text-muted"
      />
    </span>
  );
}

function SearchField({ onClose }: { onClose: () => void }) {
  const { filters, go } = useInboxLocation();
  const [text, setText] = useState(filters.q);
  const field = useRef<HTMLInputElement>(null);
  useCommand("search", () => field.current?.select());

  useEffect(() => {
    if (text.trim() === filters.q) return;
    const pause = setTimeout(() => go({ q: text.trim() }, "replace"), SEARCH_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text, filters.q, go]);

  function close() {
    go({ q: "" }, "replace");
    onClose();
  }

  return (
    <search className="flex h-13 items-center px-2.5">
      <div className="flex h-8 flex-1 items-center gap-2 rounded-md border border-control-line/70 bg-surface ps-2.5 focus-within:border-accent max-md:h-10">
        <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: it appears because somebody asked to search.
          autoFocus
          dir="auto"
          aria-label="Search by name"
          placeholder="Search by name"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && close()}
          className="min-w-0 flex-1 bg-transparent outline-none"
        />
        <Button variant="ghost" size="icon" aria-label="Stop searching" onClick={close} className="size-7!">
          <X aria-hidden="true" className="size-4" />
        </Button>
      </div>
    </search>
  );
}
