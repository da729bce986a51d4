import clsx from "clsx";
import type { ReactNode } from "react";

/** The name of a key, for eyes only: what it does is said by the control beside it. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "inline-grid h-4.5 min-w-4.5 place-items-center rounded-sm border border-current/25 px-1 font-sans text-[0.6875rem] leading-none",
        className,
      )}
    >
      {children}
    </span>
  );
}
