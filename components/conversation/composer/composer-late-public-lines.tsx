"use client";

import { preloadable } from "@/components/ui/preloadable";
import type { PublicLinesProps } from "./composer-public-lines";

/** Comes with the first conversation in which something was said in public. */
export const LatePublicLines = preloadable<PublicLinesProps>(
  async () => (await import("./composer-public-lines")).PublicLines,
  () => <div className="h-8" />,
  () => null,
);
