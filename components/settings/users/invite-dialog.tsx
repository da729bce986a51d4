"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { InviteForm } from "./invite-form";
import { LinkOnce } from "./link-once";
import type { Invited } from "./queries";

const FORM = "invite-user";

/** Adds a user, and then shows the link for them, once. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [link, setLink] = useState<{ name: string; url: string } | null>(null);
  const [busy, setBusy] = useState(false);

  function close() {
    setLink(null);
    onClose();
  }

  function onInvited({ user, invitationUrl }: Invited) {
    if (invitationUrl) setLink({ name: user.name, url: invitationUrl });
    else close();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={link ? `${link.name} is invited` : "Add a user"}
      description={link ? "Pagedesk sends no mail. Give them this link yourself." : undefined}
      footer={
        link ? (
          <Button onClick={close}>Done</Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" form={FORM} variant="primary" busy={busy}>
              Add user
            </Button>
          </>
        )
      }
    >
      {link ? <LinkOnce {...link} /> : <InviteForm id={FORM} onBusy={setBusy} onInvited={onInvited} />}
    </Dialog>
  );
}
