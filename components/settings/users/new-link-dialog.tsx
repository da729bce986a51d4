"use client";

import { useMutation } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { User } from "@/lib/people/shapes";
import { LinkOnce } from "./link-once";

/** Makes a link to choose a password, for an invitation that got lost or a password that was forgotten. */
export function NewLinkDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => api<{ invitationUrl: string }>("POST", `/api/users/${user.id}/invitation`),
    networkMode: "always",
  });

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`New link for ${user.name}`}
      footer={
        data ? (
          <Button onClick={onClose}>Done</Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" busy={isPending} onClick={() => mutate()}>
              Make the link
            </Button>
          </>
        )
      }
    >
      {data ? (
        <LinkOnce name={user.name} url={data.invitationUrl} />
      ) : (
        <p className="text-muted">{meaning(user)}</p>
      )}
      {error && (
        <Notice tone="error" className="mt-4">
          {errorMessage(error)}
        </Notice>
      )}
    </Dialog>
  );
}

function meaning({ state, name }: User) {
  return state === "invited"
    ? "The link that they were given before stops working."
    : `With it ${name} chooses a new password. The old one works until then; using the link ends all their sessions.`;
}
