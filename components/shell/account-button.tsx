"use client";

import { lazy, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { useMe } from "./me";

const AccountMenu = lazy(() => import("./account-menu").then((module) => ({ default: module.AccountMenu })));

/** Own face; the menu behind it comes when it is first wanted. */
export function AccountButton() {
  const me = useMe();
  const [open, setOpen] = useState(false);

  return (
    <LazyMenu
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" aria-haspopup="menu" className="grid size-10 place-items-center rounded-full">
          <Avatar name={me.name} seed={me.id} size={32} />
          <span className="sr-only">Account of {me.name}</span>
        </button>
      }
    >
      {(control) => <AccountMenu {...control} />}
    </LazyMenu>
  );
}
