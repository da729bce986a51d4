"use client";

import { CloudOff } from "lucide-react";
import { useConnection } from "@/components/realtime/socket-provider";

/** One line while the screen may be behind. It says what is safe, and goes by itself. */
export function ConnectionBanner() {
  const connection = useConnection();
  const text = texts[connection];

  return (
    <div role="status">
      {text && (
        <p className="flex items-center justify-center gap-2 border-warn/25 border-b bg-warn-soft px-4 py-1.5 text-center text-sm text-warn">
          <CloudOff aria-hidden="true" className="size-3.5 shrink-0" />
          {text}
        </p>
      )}
    </div>
  );
}

const texts = {
  connecting: null,
  live: null,
  lost: "Reconnecting… What you type is kept, and what was missed will be fetched.",
  offline: "You are offline. What you type is kept, and goes out when the connection is back.",
};
