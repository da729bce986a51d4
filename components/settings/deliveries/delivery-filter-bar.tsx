"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { channelsQuery } from "@/components/settings/channels/queries";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DeliveryFilters } from "./queries";
import { hoursAgo } from "./use-delivery-filters";

interface FilterBarProps {
  filters: DeliveryFilters;
  onChange: (change: Partial<DeliveryFilters>) => void;
}

const spans = { 1: "Last hour", 24: "Last 24 hours", 168: "Last 7 days" };

export function DeliveryFilterBar({ filters, onChange }: FilterBarProps) {
  const { data: channels = [] } = useQuery(channelsQuery());
  const [custom, setCustom] = useState(Boolean(filters.to || filters.from));
  const [span, setSpan] = useState(custom ? "custom" : "");

  function choose(chosen: string) {
    setSpan(chosen);
    setCustom(chosen === "custom");
    if (chosen === "custom") return onChange({ from: filters.from ?? hoursAgo(24) });
    onChange({ from: chosen ? hoursAgo(Number(chosen)) : undefined, to: undefined });
  }

  return (
    <search className="mb-4 flex flex-wrap items-end gap-2">
      <Select
        aria-label="State"
        className="max-sm:min-w-36 max-sm:flex-1"
        value={filters.state ?? ""}
        onChange={({ target }) => onChange({ state: target.value || undefined })}
      >
        <option value="">Every state</option>
        <option value="waiting">Waiting</option>
        <option value="opened">Opened</option>
        <option value="problem">With a problem</option>
      </Select>
      <Select
        aria-label="Time span"
        className="max-sm:min-w-36 max-sm:flex-1"
        value={span || (filters.from ? "custom" : "")}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="" disabled={Boolean(filters.q || filters.channelId)}>
          All that are kept
        </option>
        {Object.entries(spans).map(([hours, words]) => (
          <option key={hours} value={hours}>
            {words}
          </option>
        ))}
        <option value="custom">From … to …</option>
      </Select>
      <Select
        aria-label="Channel"
        className="max-sm:min-w-36 max-sm:flex-1"
        value={filters.channelId ?? ""}
        onChange={({ target }) => onChange({ channelId: target.value || undefined })}
      >
        <option value="">Every channel</option>
        {channels.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <IdSearch q={filters.q} onSearch={(q) => onChange({ q })} />
      {(custom || (filters.from && !span)) && <CustomSpan filters={filters} onChange={onChange} />}
    </search>
  );
}

function IdSearch({ q, onSearch }: { q: string | undefined; onSearch: (q: string | undefined) => void }) {
  const [text, setText] = useState(q ?? "");

  return (
    <form
      className="flex min-w-56 flex-1 gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim() || undefined);
      }}
    >
      <Input
        type="search"
        aria-label="An id inside"
        placeholder="Id of a message or person inside"
        minLength={4}
        maxLength={200}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          if (target.value === "") onSearch(undefined);
        }}
      />
      <Button type="submit" disabled={text.trim().length < 4}>
        Search
      </Button>
    </form>
  );
}

function CustomSpan({ filters, onChange }: FilterBarProps) {
  return (
    <fieldset className="flex basis-full flex-wrap items-center gap-2 text-muted">
      <legend className="sr-only">Time span</legend>
      <Moment label="From" at={filters.from} onChange={(from) => onChange({ from })} />
      <Moment label="To" at={filters.to} onChange={(to) => onChange({ to })} />
    </fieldset>
  );
}

function Moment(props: { label: string; at?: string; onChange: (at: string | undefined) => void }) {
  const { label, at, onChange } = props;
  const id = useId();
  return (
    <span className="flex items-center gap-2 max-sm:w-full">
      <label htmlFor={id} className="max-sm:w-10">
        {label}
      </label>
      <Input
        id={id}
        type="datetime-local"
        className="w-auto! max-sm:flex-1"
        value={localMoment(at)}
        onChange={({ target }) => onChange(target.value ? new Date(target.value).toISOString() : undefined)}
      />
    </span>
  );
}

/** As the field wants it: the reader's own time, to the minute. */
function localMoment(at: string | undefined) {
  if (!at) return "";
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
