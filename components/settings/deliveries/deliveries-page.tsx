"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { PackageOpen, RotateCcw } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { DeliveryFilterBar } from "./delivery-filter-bar";
import { DeliveryRow } from "./delivery-row";
import { type DeliveryFilters, deliveriesQuery } from "./queries";
import { ReplayProgress } from "./replay-progress";
import { useDeliveryFilters } from "./use-delivery-filters";
import { useReplay } from "./use-replay";

const ReplayDialog = lazy(() =>
  import("./replay-dialog").then((module) => ({ default: module.ReplayDialog })),
);

/** What the platforms delivered, as it came. */
export function DeliveriesPage({ given, keptForDays }: { given: DeliveryFilters; keptForDays: number }) {
  const { filters, change } = useDeliveryFilters(given);
  const [asking, setAsking] = useState(false);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    deliveriesQuery(filters),
  );
  const deliveries = data?.pages.flatMap((page) => page.deliveries) ?? [];
  const waiting = data?.pages[0]?.waiting ?? 0;

  return (
    <>
      <PageHeader
        title="Deliveries"
        action={
          <Button
            disabled={!filters.from}
            title={filters.from ? undefined : "Choose a time span first"}
            onClick={() => setAsking(true)}
          >
            <RotateCcw aria-hidden="true" className="size-4" />
            Replay time span
          </Button>
        }
      >
        Each webhook request as the platform sent it, kept for {keptForDays} days. Replaying one applies
        everything in it again: what is there stays, what is missing comes back.
      </PageHeader>
      <ReplayProgress />
      <DeliveryFilterBar filters={filters} onChange={change} />
      {error && (
        <Notice tone="error" className="mb-4">
          {errorMessage(error)}
        </Notice>
      )}
      {waiting > 0 && (
        <p role="status" className="mb-2 text-muted">
          {waiting === 1 ? "1 waits" : `${waiting.toLocaleString("en")} wait`} to be opened.
        </p>
      )}
      {isPending && !error && <Skeleton className="h-64 w-full" />}
      {data && deliveries.length === 0 && <Nothing filtered={Object.values(filters).some(Boolean)} />}
      {deliveries.length > 0 && <Choosable deliveries={deliveries} />}
      {hasNextPage && (
        <Button className="mt-4" busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          Show older ones
        </Button>
      )}
      <Suspense>{asking && <ReplayDialog filters={filters} onClose={() => setAsking(false)} />}</Suspense>
    </>
  );
}

/** The rows, with what can be done with several of them. */
function Choosable({ deliveries }: { deliveries: Parameters<typeof DeliveryRow>[0]["delivery"][] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const replay = useReplay(() => setChosen(new Set()));
  const names = deliveries.map(({ name }) => name).filter((name) => chosen.has(name));

  function choose(name: string, isChosen: boolean) {
    const next = new Set(chosen);
    if (isChosen) next.add(name);
    else next.delete(name);
    setChosen(next);
  }

  return (
    <>
      <Card aria-label="Deliveries">
        <ul className="divide-y">
          {deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.name}
              delivery={delivery}
              chosen={chosen.has(delivery.name)}
              onChoose={(isChosen) => choose(delivery.name, isChosen)}
            />
          ))}
        </ul>
      </Card>
      {names.length > 0 && (
        <div className="sticky bottom-3 mt-3 flex flex-wrap items-center gap-3 rounded-xl border border-line-strong bg-raised px-4 py-2 shadow-float">
          <span className="min-w-0 flex-1 max-sm:basis-full">
            {names.length} chosen. Everything in {names.length === 1 ? "it" : "them"} is applied again; what
            is there stays as it is.
          </span>
          <Button variant="ghost" onClick={() => setChosen(new Set())}>
            Choose none
          </Button>
          <Button
            variant="primary"
            busy={replay.isPending}
            disabled={names.length > 100}
            onClick={() => replay.mutate({ deliveries: names })}
          >
            Replay {names.length}
          </Button>
        </div>
      )}
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <EmptyState icon={PackageOpen} title={filtered ? "Nothing matches" : "Nothing was delivered yet"}>
      {filtered
        ? "Choose another time span or state."
        : "As soon as a platform tells of something, it will stand here as it came."}
    </EmptyState>
  );
}
