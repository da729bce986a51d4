import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { DeliveryShape, OpenedDeliveryShape, ReplayShape } from "@/lib/deliveries/shapes";

/** As they stand in the address. */
export interface DeliveryFilters {
  state?: string;
  from?: string;
  to?: string;
  channelId?: string;
  q?: string;
}

export interface DeliveryPage {
  deliveries: DeliveryShape[];
  nextCursor: string | null;
  waiting: number;
}

const LOOK_AGAIN_MS = 2_000;

/** Looked at again while something waits to be opened, and whenever the window comes to the front. */
export function deliveriesQuery(filters: DeliveryFilters) {
  return infiniteQueryOptions({
    queryKey: ["deliveries", filters],
    queryFn: ({ pageParam, signal }) =>
      api<DeliveryPage>(
        "GET",
        `/api/deliveries?${searchOf({ ...filters, cursor: pageParam })}`,
        undefined,
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }: DeliveryPage) => nextCursor,
    refetchOnWindowFocus: "always",
    refetchInterval: ({ state }) => (state.data?.pages[0]?.waiting ? LOOK_AGAIN_MS : false),
  });
}

export function deliveryQuery(name: string) {
  return queryOptions({
    queryKey: ["delivery", name],
    queryFn: ({ signal }) => api<OpenedDeliveryShape>("GET", `/api/deliveries/${name}`, undefined, signal),
    refetchOnWindowFocus: "always",
    refetchInterval: ({ state }) => (state.data?.delivery.state === "waiting" ? LOOK_AGAIN_MS : false),
  });
}

/** Replays of whole time spans, the latest first. */
export function replaysQuery() {
  return queryOptions({
    queryKey: ["delivery-replays"],
    queryFn: async ({ signal }) =>
      (await api<{ replays: ReplayShape[] }>("GET", "/api/deliveries/replays", undefined, signal)).replays,
    refetchOnWindowFocus: "always",
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOK_AGAIN_MS : false),
  });
}

export const isUnderWay = ({ finishedAt }: ReplayShape) => finishedAt === null;

export function countReplayable(filters: DeliveryFilters, signal?: AbortSignal) {
  return api<{ count: number }>("GET", `/api/deliveries/count?${searchOf(filters)}`, undefined, signal);
}

export function searchOf(given: object) {
  return new URLSearchParams(Object.entries(given).filter(([, value]) => value));
}
