import clsx from "clsx";
import type { Route } from "next";
import type { ComponentProps } from "react";
import { AppLink } from "./app-link";
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
  return <AppLink<Href> {...rest} className={clsx(buttonClass({ variant, size }), className)} />;
}
