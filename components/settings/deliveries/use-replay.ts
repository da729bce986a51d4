"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { showToast } from "@/components/ui/toast";
import type { DeliveryFilters } from "./queries";

type Wanted = { deliveries: string[] } | { span: DeliveryFilters };

/** Has deliveries opened again, chosen ones or a whole time span. */
export function useReplay(onDone?: () => void) {
  const cache = useQueryClient();

  return useMutation({
    mutationFn: (wanted: Wanted) => api<{ reopened?: number }>("POST", "/api/deliveries/replays", wanted),
    onSuccess: ({ reopened }) => {
      if (reopened !== undefined) showToast(resultInWords(reopened));
      onDone?.();
    },
    onError: (error) => showToast(errorMessage(error)),
    onSettled: () => {
      for (const kind of ["deliveries", "delivery", "delivery-replays"])
        void cache.invalidateQueries({ queryKey: [kind] });
    },
  });
}

/** Ends the replay of a time span that is under way. */
export function useStopReplay() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api<undefined>("DELETE", "/api/deliveries/replays/current"),
    onError: (error) => showToast(errorMessage(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: ["delivery-replays"] }),
  });
}

function resultInWords(reopened: number) {
  if (reopened === 0) return "Nothing to open again: it waits already, or is no longer kept.";
  return reopened === 1 ? "It is being opened again." : `${reopened} deliveries are being opened again.`;
}
