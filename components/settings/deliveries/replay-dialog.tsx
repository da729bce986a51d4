"use client";

import { useQuery } from "@tanstack/react-query";
import { errorMessage } from "@/components/api";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { exactTime } from "@/components/ui/format-time";
import { Spinner } from "@/components/ui/spinner";
import { useTimeStyle } from "@/components/ui/time";
import { countReplayable, type DeliveryFilters } from "./queries";
import { useReplay } from "./use-replay";

/** Asks before a whole time span is opened again, and says what that does. */
export function ReplayDialog({ filters, onClose }: { filters: DeliveryFilters; onClose: () => void }) {
  const replay = useReplay(onClose);
  const style = useTimeStyle();
  const { data, error } = useQuery({
    queryKey: ["deliveries-count", filters],
    queryFn: ({ signal }) => countReplayable(filters, signal),
    gcTime: 0,
  });
  const until = filters.to ? exactTime(filters.to, style) : "now";

  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="Open this time span again?"
      confirm={data ? `Replay ${data.count}` : "Replay"}
      busy={replay.isPending || (!data && !error)}
      onConfirm={() => (data?.count ? replay.mutate({ span: filters }) : onClose())}
    >
      {error ? (
        <p role="alert" className="text-bad">
          {errorMessage(error)}
        </p>
      ) : !data ? (
        <Spinner label="Counting" />
      ) : (
        <div className="grid gap-2">
          <p>
            {data.count === 1 ? "1 delivery" : `${data.count} deliveries`} from{" "}
            {exactTime(filters.from ?? "", style)} until {until}, as filtered.
          </p>
          <p>
            Everything in them is applied again, the oldest first. What is there already stays as it is; what
            is missing comes back at its place. What comes in meanwhile is not held up.
          </p>
        </div>
      )}
    </ConfirmDialog>
  );
}
