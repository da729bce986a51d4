import { useSyncExternalStore } from "react";

/** What a browser keeps for a page. A test has its own. */
export type Shelf = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

let refused = false;
const listeners = new Set<() => void>();

/** Undefined where the browser forbids it; then what is written lasts as long as the page. */
export function browserShelf(): Shelf | undefined {
  try {
    return window.localStorage;
  } catch {
    return;
  }
}

/** @returns whether it is kept. A full or forbidden storage is told on the screen, see `useKeepsNothing`. */
export function keep(shelf: Shelf | undefined, key: string, value: string | null): boolean {
  try {
    if (value === null) shelf?.removeItem(key);
    else shelf?.setItem(key, value);
    tell(!shelf && value !== null);
  } catch {
    tell(true);
  }
  return !refused;
}

export function keysOf(shelf: Shelf | undefined, prefix: string): string[] {
  const keys = Array.from({ length: shelf?.length ?? 0 }, (_, index) => shelf?.key(index) ?? "");
  return keys.filter((key) => key.startsWith(prefix));
}

/** Whether this browser refused to keep what was written last. */
export function useKeepsNothing(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => refused,
    () => false,
  );
}

function tell(now: boolean) {
  if (refused === now) return;
  refused = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
