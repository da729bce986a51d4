"use client";

import { useSyncExternalStore } from "react";

/** False while the server draws and the browser takes over, true ever after. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

function never() {
  return () => {};
}
