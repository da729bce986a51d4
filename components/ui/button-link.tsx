import clsx from "clsx";
import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button";

type ButtonLinkProps<Href extends string> = Omit<ComponentProps<"a">, "href"> &
  ButtonLook & { href: Route<Href> };

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function ButtonLink<Href extends string>({
  variant,
  size,
  className,
  ...rest
}: ButtonLinkProps<Href>) {
  return <Link {...rest} className={clsx(buttonClass({ variant, size }), "hover:bg-hover", className)} />;
}
