"use client";

import { preloadable } from "@/components/ui/preloadable";
import type { SomeoneAnsweredProps } from "./someone-answered";

/** Comes when a reply was held back. */
export const LateSomeoneAnswered = preloadable<SomeoneAnsweredProps>(
  async () => (await import("./someone-answered")).SomeoneAnswered,
  () => <div className="h-28" />,
  ({ message: { failure } }) => (
    <p role="alert" className="py-1 text-sm text-warn">
      {failure?.message} Reload the page to decide what becomes of your reply.
    </p>
  ),
);
