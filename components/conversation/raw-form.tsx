"use client";

import { lazy, Suspense, useState } from "react";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import type { Message } from "@/lib/conversations/shapes";

const RawDialog = lazy(() => import("./raw-dialog").then((module) => ({ default: module.RawDialog })));

/** Admins may look at what the platform sent, as it came. */
export function RawForm({ message }: { message: Message }) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (me.role !== "admin") return null;

  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        Show the raw form
      </Button>
      <Suspense>{open && <RawDialog message={message} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
