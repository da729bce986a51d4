"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface PopoverProps {
  /** One button. */
  trigger: ReactNode;
  /** What it is, for screen readers. */
  label: string;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** A small panel beside a button: focus goes in and comes back, Escape and a click elsewhere close it. */
export function Popover({ trigger, label, children, side, align = "end", ...state }: PopoverProps) {
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          aria-label={label}
          className="z-50 animate-appear overflow-hidden rounded-xl border border-line-strong bg-raised shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
