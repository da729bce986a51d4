import { useSyncExternalStore } from "react";

/**
 * What is open above the rest of the screen, one at a time. It lives outside of the row that opened it, which may scroll
 * away underneath.
 */
export class OpenedStore<Opened> {
  #opened: Opened | null = null;
  readonly #listeners = new Set<() => void>();

  readonly open = (next: Opened | null) => {
    this.#opened = next;
    for (const listener of this.#listeners) listener();
  };

  readonly read = () => this.#opened;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
}

/** What is open now; null = nothing. */
export function useOpened<Opened>(store: OpenedStore<Opened>): Opened | null {
  return useSyncExternalStore(store.subscribe, store.read, () => null);
}
