"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Asks before unsaved changes are left behind: by closing the tab, or by a link of ours. */
export function UnsavedWarning({ unsaved }: { unsaved: boolean }) {
  const router = useRouter();
  const [leavingTo, setLeavingTo] = useState<string | null>(null);

  useEffect(() => {
    if (!unsaved) return;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || !leavesThisTab(event, link)) return;
      event.preventDefault();
      event.stopPropagation();
      setLeavingTo(link.pathname + link.search);
    };
    window.addEventListener("beforeunload", onLeave);
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", onLeave);
      document.removeEventListener("click", onClick, true);
    };
  }, [unsaved]);

  return (
    <ConfirmDialog
      open={leavingTo !== null}
      onOpenChange={(open) => !open && setLeavingTo(null)}
      title="Leave without saving?"
      confirm="Leave without saving"
      danger
      onConfirm={() => leavingTo && router.push(leavingTo as Route)}
    >
      Your changes to this channel aren’t saved yet.
    </ConfirmDialog>
  );
}

function leavesThisTab(event: MouseEvent, link: HTMLAnchorElement) {
  const elsewhere =
    event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target === "_blank";
  return !elsewhere && link.origin === window.location.origin && link.pathname !== window.location.pathname;
}
