import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { ParkedLane } from "@/lib/conversations/receiving/list-parked-lanes";

interface Page {
  lanes: ParkedLane[];
  nextCursor: string | null;
}

const LOOK_AGAIN_MS = 10_000;

/** Lanes are tried again by themselves, so they are looked at again. */
export function parkedLanesQuery() {
  return infiniteQueryOptions({
    queryKey: ["parked-lanes"],
    queryFn: ({ pageParam, signal }) =>
      api<Page>("GET", `/api/parked-lanes?cursor=${pageParam}`, undefined, signal),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }: Page) => nextCursor,
    refetchOnWindowFocus: "always",
    refetchInterval: LOOK_AGAIN_MS,
  });
}
