import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Works news into what is known. A piece of news says nothing of what was missed before it: what has to be read again
 * stays so, and is as old as its last reading. The cache's own way takes it for new.
 */
export function patchQueries<Data>(
  cache: QueryClient,
  queryKey: QueryKey,
  change: (data: Data, queryKey: QueryKey) => Data,
) {
  for (const query of cache.getQueryCache().findAll({ queryKey })) {
    const { data, dataUpdatedAt, isInvalidated } = query.state;
    if (data === undefined) continue;
    const next = change(data as Data, query.queryKey);
    if (next === data) continue;

    cache.setQueryData(query.queryKey, next, { updatedAt: dataUpdatedAt });
    if (isInvalidated) query.invalidate();
  }
}
