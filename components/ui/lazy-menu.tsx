"use client";

import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from "react";

type Trigger = ReactElement<{ onClick?: () => void; "aria-expanded"?: boolean }>;

export interface MenuControl {
  trigger: ReactElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

interface LazyMenuProps {
  /** One button. It stands still while the menu behind it is fetched. */
  trigger: Trigger;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Puts the trigger into a menu; meant to be a `React.lazy` component. */
  children: (control: MenuControl) => ReactNode;
}

/** A menu whose code is fetched when it is first opened, so that a screen doesn't pay for what is not used. */
export function LazyMenu({ trigger, open, onOpenChange, children }: LazyMenuProps) {
  const [wanted, setWanted] = useState(false);
  if (open && !wanted) setWanted(true);

  const closed = cloneElement(trigger, { onClick: () => onOpenChange(true), "aria-expanded": false });
  if (!wanted) return closed;
  return <Suspense fallback={closed}>{children({ trigger, open, onOpenChange })}</Suspense>;
}
