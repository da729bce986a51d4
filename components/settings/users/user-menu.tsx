"use client";

import { Ban, Ellipsis, Link2, Pencil, RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuEntry, MenuSeparator } from "@/components/ui/menu";
import type { User } from "@/lib/people/shapes";
import { DisableDialog } from "./disable-dialog";
import { NewLinkDialog } from "./new-link-dialog";
import { RenameDialog } from "./rename-dialog";
import { useChangeUser } from "./use-change-user";

type Open = "rename" | "link" | "disable" | null;

/** Everything about one user that is done now and then. Nobody disables themselves by a slip of the hand. */
export function UserMenu({ user, isMe }: { user: User; isMe: boolean }) {
  const [open, setOpen] = useState<Open>(null);
  const { mutate } = useChangeUser(user);
  const close = () => setOpen(null);
  const isDisabled = user.state === "disabled";

  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="icon" aria-label={`More for ${user.name}`}>
            <Ellipsis aria-hidden="true" className="size-4" />
          </Button>
        }
      >
        <MenuEntry icon={Pencil} onSelect={() => setOpen("rename")}>
          Rename
        </MenuEntry>
        {user.role !== "external" && !isDisabled && (
          <MenuEntry icon={Link2} onSelect={() => setOpen("link")}>
            {user.state === "invited" ? "New invitation link" : "Link for a new password"}
          </MenuEntry>
        )}
        {!isMe && <MenuSeparator />}
        {!isMe && !isDisabled && (
          <MenuEntry icon={Ban} danger onSelect={() => setOpen("disable")}>
            Disable
          </MenuEntry>
        )}
        {isDisabled && (
          <MenuEntry icon={RotateCcw} onSelect={() => mutate({ disabled: false })}>
            Enable
          </MenuEntry>
        )}
      </Menu>
      {open === "rename" && <RenameDialog user={user} onClose={close} />}
      {open === "link" && <NewLinkDialog user={user} onClose={close} />}
      {open === "disable" && <DisableDialog user={user} onClose={close} />}
    </>
  );
}
