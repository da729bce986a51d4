import clsx from "clsx";
import type { ReactNode } from "react";
import { Kbd } from "./kbd";

interface TooltipProps {
  label: ReactNode;
  shortcut?: string;
  side?: "top" | "bottom" | "end";
  align?: "center" | "start" | "end";
  className?: string;
  /** A control that carries its own accessible name: this is for eyes. */
  children: ReactNode;
}

/** A light label on hover and focus, without a script. */
export function Tooltip({
  label,
  shortcut,
  side = "bottom",
  align = "center",
  className,
  children,
}: TooltipProps) {
  return (
    <span className={clsx("group/tip relative inline-flex", className)}>
      {children}
      <span
        aria-hidden="true"
        className={clsx(
          "pointer-events-none invisible absolute z-30 flex w-max items-center gap-1.5 rounded-md bg-ink px-2 py-1 text-bg text-xs opacity-0 transition-opacity delay-0",
          "group-has-focus-visible/tip:visible group-has-focus-visible/tip:opacity-100 group-hover/tip:visible group-hover/tip:opacity-100 group-hover/tip:delay-300 max-md:hidden",
          places[side],
          side !== "end" && alignments[align],
        )}
      >
        {label}
        {shortcut && <Kbd>{shortcut}</Kbd>}
      </span>
    </span>
  );
}

const places = {
  top: "bottom-full mb-1.5",
  bottom: "top-full mt-1.5",
  end: "start-full top-1/2 ms-1.5 -translate-y-1/2",
};
const alignments = { center: "left-1/2 -translate-x-1/2", start: "start-0", end: "end-0" };
