"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Archive } from "lucide-react";
import { api } from "@/components/api";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/time";
import type { SetAsideShape } from "@/lib/deliveries/list-set-aside";
import { setAsideWords } from "@/lib/deliveries/set-aside-words";

interface Page {
  elements: SetAsideShape[];
  nextCursor: string | null;
}

/** The newest first, each with its raw form behind a click. */
export function SetAsideList({ first }: { first: Page }) {
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["set-aside"],
    queryFn: ({ pageParam, signal }) =>
      api<Page>("GET", `/api/set-aside?cursor=${pageParam}`, undefined, signal),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    initialData: { pages: [first], pageParams: [""] },
  });
  const elements = data.pages.flatMap((page) => page.elements);
  if (elements.length === 0) {
    return (
      <EmptyState icon={Archive} title="Nothing was set aside">
        If a platform delivers something that Pagedesk can't place, it will stand here.
      </EmptyState>
    );
  }

  return (
    <>
      <ul className="divide-y rounded-lg border bg-surface">
        {elements.map((element) => (
          <Element key={element.id} {...element} />
        ))}
      </ul>
      {error && <Notice tone="error">{error.message}</Notice>}
      {hasNextPage && (
        <Button className="mt-4" onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
          {isFetchingNextPage ? "Loading older ones" : "Show older ones"}
        </Button>
      )}
    </>
  );
}

function Element({ reason, channelName, element, setAsideAt }: SetAsideShape) {
  const raw = JSON.stringify(element, null, 2);
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-3">
          <span className="font-medium">{setAsideWords[reason] ?? reason}</span>
          {channelName && <span className="text-muted">{channelName}</span>}
          <RelativeTime at={setAsideAt} className="ms-auto text-faint" />
        </summary>
        <div className="px-4 pb-4">
          <pre className="mb-2 whitespace-pre-wrap break-words rounded-md bg-sunken p-3 text-xs">{raw}</pre>
          <CopyButton text={raw} />
        </div>
      </details>
    </li>
  );
}
