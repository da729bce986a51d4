"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

const TICK_MS = 10_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** One clock for every countdown and every "4 m" on the screen. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  if (!timer) {
    now = Date.now();
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const FirstLookContext = createContext(0);

/** The moment at which the server rendered the page, so that the browser's first look says the same. */
export function FirstLook({ at, children }: { at: number; children: ReactNode }) {
  return <FirstLookContext value={at}>{children}</FirstLookContext>;
}

/** Milliseconds since 1970, changing every ten seconds. */
export function useNow(): number {
  const firstLook = useContext(FirstLookContext);
  return useSyncExternalStore(
    subscribe,
    () => now,
    () => firstLook || now,
  );
}
