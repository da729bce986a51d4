import type { QueryClient } from "@tanstack/react-query";

/** Resolves once none of this window's writes is under way. One that waits for a connection is not under way. */
export function writesSettled(cache: QueryClient): Promise<void> {
  return new Promise((resolve) => {
    const mutations = cache.getMutationCache();
    const leave = mutations.subscribe(look);
    look();

    function look() {
      if (cache.isMutating({ predicate: ({ state }) => !state.isPaused }) > 0) return;
      leave();
      resolve();
    }
  });
}
