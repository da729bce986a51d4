"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { createCache } from "./create-cache";
import { Toasts } from "./ui/toast";

/** What every screen stands in: the cache of server state, and the place where toasts appear. */
export function Providers({ children }: { children: ReactNode }) {
  const [cache] = useState(createCache);

  return (
    <QueryClientProvider client={cache}>
      {children}
      <Toasts />
    </QueryClientProvider>
  );
}
