import clsx from "clsx";
import type { ComponentProps } from "react";

/** A bounded surface for things that belong together. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section {...rest} className={clsx("rounded-lg border bg-surface", className)} />;
}
