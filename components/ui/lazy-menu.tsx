"use client";

import { type ComponentType, cloneElement, type ReactElement, Suspense, useState } from "react";

type Trigger = ReactElement<{ onClick?: () => void; "aria-expanded"?: boolean }>;

interface LazyMenuProps {
  /** One button. It stands still while the menu behind it is fetched. */
  trigger: Trigger;
  /** A `React.lazy` component that puts the trigger into a `Menu`. */
  menu: ComponentType<{ trigger: ReactElement; open: boolean; onOpenChange: (open: boolean) => void }>;
}

/** A menu whose code is fetched when it is first opened, so that a screen doesn't pay for what is not used. */
export function LazyMenu({ trigger, menu: MenuComponent }: LazyMenuProps) {
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);

  function openFirst() {
    setWanted(true);
    setOpen(true);
  }

  const closed = cloneElement(trigger, { onClick: openFirst, "aria-expanded": false });
  if (!wanted) return closed;

  return (
    <Suspense fallback={closed}>
      <MenuComponent trigger={trigger} open={open} onOpenChange={setOpen} />
    </Suspense>
  );
}
