"use client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { User } from "@/lib/people/shapes";
import { useChangeUser } from "./use-change-user";

export function DisableDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { mutate, isPending } = useChangeUser(user);

  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Disable ${user.name}?`}
      confirm="Disable"
      danger
      busy={isPending}
      onConfirm={() => mutate({ disabled: true }, { onSettled: onClose })}
    >
      {user.role === "external"
        ? "It can't be chosen for channels any more. What was written under it stays."
        : "They are signed out everywhere at once and can't sign in again. What they wrote stays, and you can enable them at any time."}
    </ConfirmDialog>
  );
}
