"use client";

import { useQuery } from "@tanstack/react-query";
import type { Counters } from "@/lib/conversations/shapes";
import { countersQuery } from "./queries";

const none: Counters = {
  mine: { open: 0, unread: 0 },
  unassigned: { open: 0, unread: 0 },
  all: { open: 0, unread: 0 },
  approvals: { open: 0, unread: 0 },
};

/** Badge counts of the views; zeros until they are known. */
export function useCounters(): Counters {
  return useQuery(countersQuery()).data ?? none;
}
