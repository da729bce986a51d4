"use client";

import { preloadable } from "@/components/ui/preloadable";
import type { ListEmptyProps } from "./list-empty";

/** Seldom shown: an inbox mostly has something in it. */
export const LateListEmpty = preloadable<ListEmptyProps>(
  async () => (await import("./list-empty")).ListEmpty,
  () => null,
  () => <p className="px-4 py-10 text-center text-muted">There is nothing here just now.</p>,
);
