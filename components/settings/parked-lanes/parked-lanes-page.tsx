"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { ParkedLaneRow } from "./parked-lane-row";
import { parkedLanesQuery } from "./queries";

/** Whose news wait, the longest waiting first. */
export function ParkedLanesPage() {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    parkedLanesQuery(),
  );
  const lanes = data?.pages.flatMap((page) => page.lanes) ?? [];

  return (
    <>
      {error && (
        <Notice tone="error" className="mb-4">
          {errorMessage(error)}
        </Notice>
      )}
      {isPending && !error && <Skeleton className="h-40 w-full" />}
      {data && lanes.length === 0 && (
        <EmptyState icon={CircleCheck} title="Nothing waits">
          If something that a contact did can't be applied, it will wait here with all that follows it, in
          order.
        </EmptyState>
      )}
      {lanes.length > 0 && (
        <Card aria-label="Parked">
          <ul className="divide-y">
            {lanes.map((lane) => (
              <ParkedLaneRow key={lane.lane} lane={lane} />
            ))}
          </ul>
        </Card>
      )}
      {hasNextPage && (
        <Button className="mt-4" busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
