"use client";

import { useSyncExternalStore } from "react";

const KEY = "pagedesk:enter-sends";
const listeners = new Set<() => void>();

/** Whether Enter alone sends, as the agent chose on this computer. Ctrl or Cmd with Enter always does. */
export function useEnterSends(): [boolean, (enterSends: boolean) => void] {
  const enterSends = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(KEY) === "1",
    () => false,
  );
  return [enterSends, choose];
}

function choose(enterSends: boolean) {
  localStorage.setItem(KEY, enterSends ? "1" : "0");
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** "⌘" on a Mac, "Ctrl" elsewhere. */
export function useCommandKey(): string {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
}

function never() {
  return () => {};
}
