"use client";

import { CloudOff } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="grid min-h-full place-items-center p-6">
      <EmptyState
        icon={CloudOff}
        title="This screen couldn't be shown"
        action={<Button onClick={reset}>Try again</Button>}
      >
        Nothing was lost. {error.digest && <span>Reference for your administrator: {error.digest}</span>}
      </EmptyState>
    </main>
  );
}
