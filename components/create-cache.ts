import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api";

/** The one place where a window keeps what it was told. */
export function createCache() {
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
