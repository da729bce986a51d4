"use client";

import clsx from "clsx";
import { Check, type LucideIcon } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "./kbd";

interface MenuProps {
  /** One button. */
  trigger: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  defaultOpen?: boolean;
}

/** A menu under a button: arrows move, letters jump, Escape gives the focus back. */
export function Menu({ trigger, children, side, align = "end", ...state }: MenuProps) {
  return (
    <Radix.Root modal={false} {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-72 animate-appear overflow-y-auto rounded-lg border border-line-strong bg-raised p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuEntryProps {
  icon?: LucideIcon;
  shortcut?: string;
  danger?: boolean;
  /** Given for one of several: draws the check mark. */
  checked?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuEntry({
  icon: Icon,
  shortcut,
  danger,
  checked,
  disabled,
  onSelect,
  children,
}: MenuEntryProps) {
  const look = clsx(
    "flex w-full cursor-default select-none items-center gap-2 rounded-sm px-2 py-1.5 text-start outline-none data-disabled:opacity-50 data-highlighted:bg-hover max-sm:py-2.5",
    danger && "text-bad",
  );
  const inside = (
    <>
      {Icon && <Icon aria-hidden="true" className={clsx("size-4 shrink-0", !danger && "text-muted")} />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {checked && <Check aria-hidden="true" className="size-4 shrink-0 text-accent-ink" />}
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </>
  );
  if (checked === undefined) {
    return (
      <Radix.Item disabled={disabled} onSelect={onSelect} className={look}>
        {inside}
      </Radix.Item>
    );
  }
  return (
    <Radix.CheckboxItem checked={checked} disabled={disabled} onSelect={onSelect} className={look}>
      {inside}
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-faint text-xs">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
