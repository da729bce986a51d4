import clsx from "clsx";
import type { ComponentProps } from "react";
import { controlClass } from "./input";

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea dir="auto" rows={3} {...rest} className={clsx(controlClass, "resize-y py-1.5", className)} />
  );
}
