"use client";

import { Button } from "@/components/ui/button";

/** Sent along with every page, so it is made of little. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="grid min-h-full place-content-center justify-items-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-lg">This screen couldn't be shown</h1>
      <p className="mb-2 text-muted">
        Nothing was lost. {error.digest && <span>Reference for your administrator: {error.digest}</span>}
      </p>
      <Button onClick={reset}>Try again</Button>
    </main>
  );
}
