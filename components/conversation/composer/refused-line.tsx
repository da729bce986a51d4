"use client";

import { Lock } from "lucide-react";
import type { Route } from "next";
import { useMe } from "@/components/shell/me";
import { ButtonLink } from "@/components/ui/button-link";
import type { Refused } from "../sending-state";

/** Why no reply can go out now, before one is tried. Notes are still possible, and what was typed stays. */
export function RefusedLine({ line, remedy }: Pick<Refused, "line" | "remedy">) {
  const me = useMe();

  return (
    <div
      role="status"
      className="mx-2 mt-2 flex flex-wrap items-center gap-2 rounded-md bg-warn-soft px-3 py-1.5 text-sm text-warn"
    >
      <Lock aria-hidden="true" className="size-3.5 shrink-0" />
      <p className="min-w-0 flex-1 basis-48">
        {line} <span className="text-muted">Notes are still possible.</span>
      </p>
      {remedy && me.role === "admin" && (
        <ButtonLink href={remedy.href as Route} size="small">
          {remedy.words}
        </ButtonLink>
      )}
    </div>
  );
}
