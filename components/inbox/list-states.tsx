"use client";

import { CloudOff } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ROW_HEIGHT } from "./conversation-row";

const places = ["a", "b", "c", "d", "e", "f", "g"];

export function ListSkeleton() {
  return (
    <div role="status" className="min-h-0 flex-1 overflow-hidden">
      <span className="sr-only">Loading conversations</span>
      {places.map((place) => (
        <div
          key={place}
          className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-3 border-b px-4 py-2.5"
          style={{ height: ROW_HEIGHT }}
        >
          <Skeleton className="size-10 rounded-full!" />
          <div className="grid content-start gap-2 pt-1">
            <Skeleton className="h-3 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
            <Skeleton className="h-3 w-1/4" />
          </div>
        </div>
      ))}
    </div>
  );
}

export function ListError({ error, busy, onRetry }: { error: unknown; busy?: boolean; onRetry: () => void }) {
  return (
    <div role="alert">
      <EmptyState
        icon={CloudOff}
        title="The list couldn't be loaded"
        action={
          <Button busy={busy} onClick={onRetry}>
            Try again
          </Button>
        }
      >
        {errorMessage(error)}
      </EmptyState>
    </div>
  );
}
