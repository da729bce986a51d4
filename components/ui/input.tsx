import clsx from "clsx";
import type { ComponentProps } from "react";

export const controlClass =
  "w-full rounded-md border border-control-line/70 bg-surface px-2.5 text-ink transition-colors hover:border-control-line disabled:opacity-60 aria-invalid:border-bad";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input dir="auto" {...rest} className={clsx(controlClass, "h-8 max-sm:h-10", className)} />;
}
