"use client";

import { preloadable } from "@/components/ui/preloadable";
import type { ContextAroundProps } from "./context-around";

/** Comes with the first public message that is shown. */
export const LateContext = preloadable<ContextAroundProps>(
  async () => (await import("./context-around")).ContextAround,
  () => null,
  () => null,
);
