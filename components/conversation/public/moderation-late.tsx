"use client";

import { preloadable } from "@/components/ui/preloadable";
import type { ModerationOfMessageProps } from "./moderation-of-message";

/** Comes with the first public message that is shown. */
export const LateModeration = preloadable<ModerationOfMessageProps>(
  async () => (await import("./moderation-of-message")).ModerationOfMessage,
  () => <span className="size-7 shrink-0 max-sm:size-10" />,
  () => null,
);
