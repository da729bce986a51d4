"use client";

import { useState } from "react";
import { type DeliveryFilters, searchOf } from "./queries";

/** What is looked for. It stands in the address, so that a reload and a link keep it. */
export function useDeliveryFilters(given: DeliveryFilters) {
  const [filters, setFilters] = useState(given);

  function change(next: Partial<DeliveryFilters>) {
    const changed = withSpan({ ...filters, ...next });
    setFilters(changed);
    const search = searchOf(changed).toString();
    window.history.replaceState(null, "", `/settings/deliveries${search && `?${search}`}`);
  }

  return { filters, change };
}

/** Looking inside needs a time span: the last day, until another is chosen. */
function withSpan(filters: DeliveryFilters): DeliveryFilters {
  if (filters.from || !(filters.q || filters.channelId)) return filters;
  return { ...filters, from: hoursAgo(24) };
}

export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}
