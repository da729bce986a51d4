"use client";

import { preloadable } from "@/components/ui/preloadable";
import type { ApprovalLineProps } from "./approval-line";

/** Comes with the first reply that somebody has to approve. */
export const LateApprovalLine = preloadable<ApprovalLineProps>(
  async () => (await import("./approval-line")).ApprovalLine,
  () => <div className="h-8 max-sm:h-10" />,
  () => null,
);
