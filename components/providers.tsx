"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "./api";
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

function createCache() {
  return new QueryClient({
    defaultOptions: {
      // Sockets keep what is shown fresh; a reconnect invalidates it.
      queries: { staleTime: 30_000, retry: retriable, refetchOnWindowFocus: false },
      mutations: { networkMode: "online" },
    },
  });
}

/** What the server refused once it will refuse again; what never reached it is worth two more tries. */
function retriable(failures: number, error: Error) {
  return failures < 2 && !(error instanceof ApiError && error.status < 500);
}
