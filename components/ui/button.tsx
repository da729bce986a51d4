import clsx from "clsx";
import type { ComponentProps, MouseEvent } from "react";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

export type ButtonLook = {
  variant?: "primary" | "secondary" | "ghost" | "danger";
  size?: "small" | "medium" | "icon";
};

type ButtonProps = ComponentProps<"button"> & ButtonLook & { busy?: boolean; shortcut?: string };

/** A button. While `busy` it keeps its width, place and focus, ignores clicks, and says so to screen readers. */
export function Button({ variant, size, busy, shortcut, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...(busy && { onClick: ignore, "aria-disabled": true, "aria-busy": true })}
      className={clsx(buttonClass({ variant, size }), className)}
    >
      {busy && <Spinner className="absolute" />}
      <span className={clsx("contents", busy && "*:invisible text-transparent")}>{children}</span>
      {shortcut && <Kbd className={clsx("max-md:hidden", busy && "invisible")}>{shortcut}</Kbd>}
    </button>
  );
}

/** Also the press of Enter in a form, which presses its button. */
const ignore = (click: MouseEvent) => click.preventDefault();

export function buttonClass({ variant = "secondary", size = "medium" }: ButtonLook) {
  return clsx(
    "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-busy:opacity-55",
    sizes[size],
    variants[variant],
  );
}

const sizes = {
  small: "h-7 px-2 text-sm max-sm:h-9",
  medium: "h-8 px-3 max-sm:h-10",
  icon: "size-8 max-sm:size-10",
};

const variants = {
  primary: "border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-strong",
  secondary: "border-line-strong bg-surface text-ink not-disabled:hover:bg-hover",
  ghost:
    "border-transparent bg-transparent text-muted not-disabled:hover:bg-hover not-disabled:hover:text-ink",
  danger: "border-transparent bg-bad-fill text-white not-disabled:hover:brightness-95",
};
