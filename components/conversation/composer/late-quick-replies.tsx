"use client";

import { preloadable } from "@/components/ui/preloadable";
import type { ComposerQuickRepliesProps } from "./composer-quick-replies";

/** Comes when somebody is about to offer answers, or has begun to before. */
export const LateQuickReplies = preloadable<ComposerQuickRepliesProps>(
  async () => (await import("./composer-quick-replies")).ComposerQuickReplies,
  () => <div className="h-8 max-md:h-11" />,
  ({ titles }) => (
    <p className="wrap-anywhere px-3 pb-1 text-muted text-sm">
      {titles.length > 0 && (
        <>
          Offered: <bdi>{titles.join(" · ")}</bdi>.{" "}
        </>
      )}
      Quick replies can't be changed without a connection. Reload the page when it is back.
    </p>
  ),
);
