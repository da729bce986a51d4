"use client";

import clsx from "clsx";
import type { KeyboardEvent, PointerEvent } from "react";
import { limits, within } from "./panes";

const KEY_STEP = 16;

interface PaneResizerProps {
  pane: "list" | "profile";
  width: number;
  onResize: (width: number) => void;
  className?: string;
}

/** The edge of a side pane: drag it, or move it with the arrow keys. */
export function PaneResizer({ pane, width, onResize, className }: PaneResizerProps) {
  const outward = pane === "list" ? 1 : -1;

  function startDrag(event: PointerEvent<HTMLDivElement>) {
    const handle = event.currentTarget;
    const from = event.clientX;
    const direction = getComputedStyle(handle).direction === "rtl" ? -outward : outward;
    const move = ({ clientX }: globalThis.PointerEvent) =>
      onResize(within(pane, width + (clientX - from) * direction));
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", move);
    handle.addEventListener(
      "lostpointercapture",
      () => {
        handle.removeEventListener("pointermove", move);
      },
      { once: true },
    );
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    onResize(within(pane, width + step * outward));
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is not a thematic break.
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={pane === "list" ? "Width of the list" : "Width of the profile"}
      aria-valuenow={Math.round(width)}
      aria-valuemin={limits[pane].least}
      aria-valuemax={limits[pane].most}
      tabIndex={0}
      onPointerDown={startDrag}
      onKeyDown={onKeyDown}
      className={clsx(
        "absolute inset-y-0 z-10 w-2 cursor-col-resize touch-none outline-none transition-colors",
        "after:absolute after:inset-y-0 after:start-[3px] after:w-0.5 hover:after:bg-accent/50 focus-visible:after:bg-accent active:after:bg-accent max-md:hidden",
        pane === "list" ? "-end-1" : "-start-1",
        className,
      )}
    />
  );
}
